import { expect, test } from '@jest/globals';
import { EditorState, type TransactionSpec } from '@codemirror/state';
import { EDITS } from './commands.js';
import { formatsAt, type FormatName } from './formats.js';
import { backspace, enter } from './line-breaks.js';
import { markdownLanguage } from './markdown.js';

/** `|` is the cursor; two are the ends of the selection. */
function stateOf(text: string): EditorState {
  const anchor = text.indexOf('|');
  const doc = text.replaceAll('¦', '|');
  const bare = doc.slice(0, anchor) + doc.slice(anchor + 1);
  const second = text.indexOf('|', anchor + 1) - 1;
  const clean = second < 0 ? bare : bare.slice(0, second) + bare.slice(second + 1);
  const selection = { anchor, head: second < 0 ? anchor : second };
  return EditorState.create({ doc: clean, selection, extensions: [markdownLanguage] });
}

function shown(state: EditorState): string {
  const { from, to } = state.selection.main;
  const doc = state.doc.toString();
  const [before, within, after] = [doc.slice(0, from), doc.slice(from, to), doc.slice(to)];
  return from === to ? `${before}|${after}` : `${before}|${within}|${after}`;
}

const applied = (text: string, edit: (state: EditorState) => TransactionSpec | undefined) => {
  const state = stateOf(text);
  const spec = edit(state);
  return spec === undefined ? undefined : shown(state.update(spec).state);
};
const format = (text: string, name: FormatName) => applied(text, EDITS[name]);

test.each([
  ['bold', 'a |word| b', 'a **|word|** b'],
  ['bold', 'a| word |b', 'a **|word|** b'],
  ['bold', 'a **|word|** b', 'a |word| b'],
  ['bold', 'a |**word**| b', 'a |word| b'],
  ['bold', 'a wo|rd b', 'a **wo|rd** b'],
  ['bold', 'a **wo|rd** b', 'a wo|rd b'],
  ['bold', 'a **word|** b', 'a **word**| b'],
  ['bold', 'a | b', 'a **|** b'],
  ['bold', 'a **|** b', 'a | b'],
  ['bold', '- o|ne\n- tw|o', '- o**|ne**\n- **tw|**o'],
  ['bold', '|- one\n\n## two|', '- **|one**\n\n## **two|**'],
  ['bold', '- **|one**\n\n## **two|**', '- |one\n\n## two|'],
  ['bold', '|one\n\n**two**|', '**|one**\n\n**two**|'],
  ['italic', '**a |word| b**', '**a *|word|* b**'],
  ['italic', 'a *wo|rd* b', 'a wo|rd b'],
  ['italic', '**|**', '***|***'],
  ['heading', 'Who |pays', '## Who |pays'],
  ['heading', '## Who |pays', 'Who |pays'],
  ['heading', '#### Who |pays', 'Who |pays'],
  ['heading', '|', '## |'],
  ['quote', 'o|ne\n\ntw|o', '> o|ne\n> \n> tw|o'],
  ['quote', '> o|ne\n>\n> tw|o', 'o|ne\n\ntw|o'],
  ['list', 'o|ne\n\ntw|o', '- o|ne\n\n- tw|o'],
  ['list', '1. o|ne\n2. tw|o', 'o|ne\ntw|o'],
  ['list', '> o|ne', '> - o|ne'],
  ['list', '> - o|ne', '> o|ne'],
  ['link', 'a |word| b', 'a [word](|https://|) b'],
  ['link', 'a wo|rd b', 'a [word](|https://|) b'],
  ['link', 'a | b', 'a [|](https://) b'],
  ['link', '|https://example.org|', '[|](https://example.org)'],
  ['link', '[wo|rd](https://example.org)', '[word](|https://example.org|)'],
  ['picture', 'text|\nmore', 'text\n\n![|What the picture shows|](https://)\n\nmore'],
  ['picture', 'a\n\n|\n\nb', 'a\n\n![|What the picture shows|](https://)\n\nb'],
  ['picture', '|A pier|', '![A pier](|https://|)'],
  ['table', '|', '¦ |Heading| ¦ Heading ¦\n¦ ------- ¦ ------- ¦\n¦         ¦         ¦'],
] as const)('%s: %j', (name, before, after) => {
  expect(format(before, name)).toBe(after.replaceAll('¦', '|'));
});

test.each([
  ['**a|**', ['bold']],
  ['|**a**', []],
  ['***a|b***', ['bold', 'italic']],
  ['- [a|](https://example.org)', ['link', 'list']],
  ['[s|ic]', []],
  ['> ## a|', ['quote']],
  ['## a|', ['heading']],
  ['```\n- a|\n```', []],
] as const)('the formats of %j', (text, formats) => {
  expect([...formatsAt(stateOf(text))].sort()).toEqual([...formats].sort());
});

test.each([
  ['a paragraph ends with a blank line', 'one|', 'one\n\n|'],
  ['a paragraph is parted', 'one| two', 'one\n\n| two'],
  ['whoever presses Enter twice gets no more than that', 'one\n\n|', 'one\n\n|'],
  ['a list goes on', '- one|', '- one\n- |'],
  ['a list counts', '> 9. one|', '> 9. one\n> 10. |'],
  ['a task begins open', '- [x] one|', '- [x] one\n- [ ] |'],
  ['a nested list goes on', '- a\n  - b|', '- a\n  - b\n  - |'],
  ['an empty item ends the list', '- one\n- |', '- one\n|'],
  ['a quote goes on', '> one|', '> one\n> |'],
  ['an empty line of a quote ends it', '> one\n> |', '> one\n|'],
] as const)('Enter: %s', (_what, before, after) => {
  expect(applied(before, enter)).toBe(after);
});

test.each(['```\ncode|\n```', '¦ a ¦ b ¦|\n¦ - ¦ - ¦', 'text\n|\ntext', '|- one', 'a|b|c'])(
  'Enter is an ordinary line end in %j',
  (text) => {
    expect(applied(text, enter)).toBeUndefined();
  },
);

test('Backspace takes back what Enter did', () => {
  expect(applied('one\n\n|two', backspace)).toBe('one|two');
  expect(applied('one\n\n|', backspace)).toBe('one|');
  for (const text of ['one\n|two', 'one\n\nt|wo', '\n\n|two', '```\n\n|x\n```']) {
    expect(applied(text, backspace)).toBeUndefined();
  }
});
