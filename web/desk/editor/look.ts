// Decorates the Markdown in the editor: headings look like headings; marks are dimmed, and hidden except on the cursor's lines.
// Only the visible text is decorated.
import { syntaxTree } from '@codemirror/language';
import type { EditorState, Range } from '@codemirror/state';
import { Decoration, type DecorationSet, type EditorView } from '@codemirror/view';
import type { SyntaxNode, SyntaxNodeRef } from '@lezer/common';
import { Picture, pictureAddress } from './pictures.js';
import { pressed } from './pressed.js';
import { settledDecorations } from './settled.js';

const markOf = (name: string) => Decoration.mark({ class: name });
const lineOf = (name: string) => Decoration.line({ class: name });

const QUIET = markOf('mark');
const HIDDEN = Decoration.replace({});
const BLANK = lineOf('md-blank');
const ITEM_TEXT = [1, 2, 3, 4].map((depth) => lineOf(`md-item md-depth-${depth}`));
const ITEM_FIRST = lineOf('md-item-first');
const NUMBERED_FIRST = lineOf('md-item-first md-item-number');

const TEXT: Readonly<Record<string, Decoration>> = {
  Emphasis: markOf('md-emphasis'),
  StrongEmphasis: markOf('md-strong'),
  Strikethrough: markOf('md-struck'),
  InlineCode: markOf('md-code'),
  HTMLTag: markOf('md-html'),
  Comment: markOf('md-html'),
};

const LINES: Readonly<Record<string, Decoration>> = {
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].flatMap((level) =>
      ['ATX', 'Setext'].map((kind) => [`${kind}Heading${level}`, lineOf(`md-heading md-h${level}`)]),
    ),
  ),
  Blockquote: lineOf('md-quote'),
  FencedCode: lineOf('md-block'),
  CodeBlock: lineOf('md-block'),
  HTMLBlock: lineOf('md-block md-html'),
  CommentBlock: lineOf('md-block md-html'),
  Table: lineOf('md-table'),
  TableHeader: lineOf('md-table-head'),
  HorizontalRule: lineOf('md-rule'),
  LinkReference: lineOf('md-reference'),
};

/** Hidden except on the cursor's lines. Without the other marks, which are dimmed, a line could look empty. */
const HIDING = new Set(['EmphasisMark', 'StrikethroughMark', 'LinkMark']);
const QUIET_ALWAYS = new Set([
  'ListMark',
  'TaskMarker',
  'TableDelimiter',
  'CodeInfo',
  'LinkTitle',
  'LinkLabel',
]);
const LINK_TEXT = markOf('a-link');
const CAPTION = markOf('md-caption');

/** The lines, as [from, to], that the selection touches. */
type Active = readonly (readonly [number, number])[];

const activeLines = ({ doc, selection }: EditorState): Active =>
  selection.ranges.map(({ from, to }) => [doc.lineAt(from).from, doc.lineAt(to).to]);

class DecorationBuilder {
  private readonly ranges: Range<Decoration>[] = [];
  private readonly active: Active;

  constructor(private readonly view: EditorView) {
    this.active = activeLines(view.state);
  }

  build(): DecorationSet {
    const tree = syntaxTree(this.view.state);
    for (const { from, to } of this.view.visibleRanges) {
      this.blankLines(from, to);
      tree.iterate({ from, to, enter: (node) => this.node(node, from, to) });
    }
    return Decoration.set(this.ranges, true);
  }

  private node(node: SyntaxNodeRef, from: number, to: number): false | void {
    const { name } = node;
    const line = LINES[name];
    if (line) this.lines(line, Math.max(node.from, from), Math.min(node.to, to));
    const text = TEXT[name];
    if (text) this.add(text, node.from, node.to);
    if (name === 'LinkReference') {
      this.add(QUIET, node.from, node.to);
      return false;
    }
    if (name === 'ListItem') this.item(node.node, from, to);
    else if (name === 'Link') return this.link(node.node);
    else if (name === 'Image') return this.image(node.node);
    else if (name === 'URL') this.add(LINK_TEXT, node.from, node.to);
    else if (name === 'Escape') this.hide(node.from, node.from + 1);
    else if (name === 'HorizontalRule') this.hide(node.from, node.to);
    else if (name === 'HeaderMark') this.headerMark(node.node);
    else if (name === 'QuoteMark') this.hide(node.from, this.withSpace(node.to));
    else if (name === 'CodeMark' && node.node.parent?.name === 'InlineCode') this.hide(node.from, node.to);
    else if (name === 'HardBreak') this.add(QUIET, node.from, node.to - 1);
    else if (HIDING.has(name)) this.hide(node.from, node.to);
    else if (QUIET_ALWAYS.has(name) || name === 'CodeMark') this.add(QUIET, node.from, node.to);
  }

  private isActive(from: number, to: number): boolean {
    return this.active.some(([start, end]) => from <= end && to >= start);
  }

  private add(decoration: Decoration, from: number, to: number): void {
    if (from < to) this.ranges.push(decoration.range(from, to));
  }

  private hide(from: number, to: number): void {
    // A plugin's decoration must not replace a line break.
    const end = Math.min(to, this.view.state.doc.lineAt(from).to);
    this.add(this.isActive(from, end) ? QUIET : HIDDEN, from, end);
  }

  private withSpace(to: number): number {
    return /[ \t]/.test(this.view.state.sliceDoc(to, to + 1)) ? to + 1 : to;
  }

  /** An opening mark goes with the space after it; an underline is a line of its own, which would be left empty. */
  private headerMark({ from, to, parent }: SyntaxNode): void {
    if (parent?.name.startsWith('Setext')) this.add(QUIET, from, to);
    else if (from === parent?.from) this.hide(from, this.withSpace(to));
    else this.hide(from, to);
  }

  private lines(decoration: Decoration, from: number, to: number): void {
    const { doc } = this.view.state;
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      this.ranges.push(decoration.range(line.from));
      if (line.to >= to || line.number === doc.lines) return;
    }
  }

  private blankLines(from: number, to: number): void {
    const { doc } = this.view.state;
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      if (line.length === 0) this.ranges.push(BLANK.range(line.from));
      if (line.to >= to || line.number === doc.lines) return;
    }
  }

  private item(node: SyntaxNode, from: number, to: number): void {
    let depth = -1;
    for (let parent = node.parent; parent !== null; parent = parent.parent) {
      if (parent.name.endsWith('List')) depth++;
    }
    const text = ITEM_TEXT[Math.min(depth, ITEM_TEXT.length - 1)];
    const { doc } = this.view.state;
    const first = node.parent?.name === 'OrderedList' ? NUMBERED_FIRST : ITEM_FIRST;
    if (node.from >= from) this.ranges.push(first.range(doc.lineAt(node.from).from));
    const nested = node.getChild('BulletList') ?? node.getChild('OrderedList');
    const end = Math.min(nested ? doc.lineAt(nested.from).from - 1 : node.to, to);
    const start = Math.max(node.from, from);
    if (text && start <= end) this.lines(text, start, end);
  }

  /** `[text](address)` and `[text][label]`. `[sic]` alone may be a link, but is mostly not meant as one. */
  private link(node: SyntaxNode): false | void {
    const marks = node.getChildren('LinkMark');
    const [open, close] = marks;
    if (!open || !close || close.to === node.to) return false;
    this.add(LINK_TEXT, open.to, close.from);
    this.hide(open.from, open.to);
    this.hide(close.from, node.to);
    this.inside(node, open.to, close.from);
    return false;
  }

  private image(node: SyntaxNode): false {
    const [open, close] = node.getChildren('LinkMark');
    const url = node.getChild('URL');
    if (!open || !close || !url) return false;
    this.add(CAPTION, node.from, node.to);
    const { state } = this.view;
    // Without a caption, hiding the marks would leave an empty line.
    if (open.to === close.from) this.add(QUIET, node.from, node.to);
    else {
      this.hide(open.from, open.to);
      this.hide(close.from, node.to);
    }
    const address = pictureAddress(state.sliceDoc(url.from, url.to));
    if (address !== undefined) {
      const line = state.doc.lineAt(node.to);
      this.ranges.push(Decoration.widget({ widget: new Picture(address), side: 1 }).range(line.to));
    }
    return false;
  }

  private inside(parent: SyntaxNode, from: number, to: number): void {
    for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
      if (node.from < from || node.to > to) continue;
      node.cursor().iterate((ref) => this.node(ref, from, to));
    }
  }
}

export const markdownLook = settledDecorations({
  make: (view) => new DecorationBuilder(view).build(),
  isStale: ({ docChanged, viewportChanged, selectionSet, startState, state }) => {
    if (docChanged || viewportChanged || syntaxTree(startState) !== syntaxTree(state)) return true;
    if (state.field(pressed)) return false;
    return (
      startState.field(pressed) || (selectionSet && movedLine(activeLines(startState), activeLines(state)))
    );
  },
});

const movedLine = (before: Active, now: Active): boolean =>
  before.length !== now.length || before.some(([from, to], i) => from !== now[i]?.[0] || to !== now[i]?.[1]);
