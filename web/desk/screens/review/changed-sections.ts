// Marks the changed blocks of a rendered text, folds the unchanged ones, and lists the changed sections. It works on the DOM of the
// sanitised HTML, and never makes HTML.
import { WORDS } from '../../words/words.js';

/** A part of the text under one heading, in which something changed. */
export interface ChangedSection {
  /** '' for the opening, before any heading. */
  readonly title: string;
  readonly element: HTMLElement;
  readonly wordsAdded: number;
  readonly wordsRemoved: number;
}

interface Section {
  readonly heading: HTMLElement | undefined;
  readonly blocks: readonly HTMLElement[];
}

const HEADING = /^H[1-6]$/;
const KINDS = new Map<string, keyof typeof WORDS.review.kinds>([
  ['P', 'paragraph'],
  ['UL', 'list'],
  ['OL', 'list'],
  ['DL', 'list'],
  ['TABLE', 'table'],
  ['BLOCKQUOTE', 'quotation'],
  ['FIGURE', 'picture'],
  ['PRE', 'code'],
]);
const BLOCKS = new Set([
  ...[...KINDS.keys(), 'HR', 'SECTION', 'DETAILS', 'SUMMARY', 'DIV', 'FIGCAPTION', 'LI', 'DT', 'DD'],
  ...['CAPTION', 'THEAD', 'TBODY', 'TFOOT', 'TR', 'TH', 'TD'],
]);
/** A single unchanged block between changes is not folded: it gives them their context. */
const MIN_FOLDED = 2;

const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

const countWords = (text: string): number =>
  [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;

const wordsIn = (elements: readonly Element[], mark: 'ins' | 'del'): number =>
  elements
    .flatMap((element) => (element.matches(mark) ? [element] : [...element.querySelectorAll(mark)]))
    .reduce((sum, { textContent }) => sum + countWords(textContent ?? ''), 0);

const hasChanged = (element: Element): boolean =>
  element.matches('ins, del') || element.querySelector('ins, del') !== null;

/** Folds the unchanged blocks. @returns the sections that changed */
export function foldUnchanged(root: ShadowRoot): ChangedSection[] {
  splitMarks(root);
  const sections = sectionsOf([...root.children].filter((child) => child instanceof HTMLElement));
  const changed = sections.flatMap((section) => {
    const all = section.heading ? [section.heading, ...section.blocks] : section.blocks;
    const first = all.find(hasChanged);
    if (first === undefined) return [];
    for (const block of all) if (hasChanged(block)) block.classList.add('changed');
    return [
      {
        title: section.heading ? newText(section.heading) : '',
        element: section.heading ?? first,
        wordsAdded: wordsIn(all, 'ins'),
        wordsRemoved: wordsIn(all, 'del'),
      },
    ];
  });
  for (const run of runsOf(sections)) fold(run, run[0] === root.firstElementChild);
  return changed;
}

/** Moves an `ins` or `del` around whole blocks into each of them, so that the blocks stay where the styles expect them. */
function splitMarks(root: ShadowRoot): void {
  for (const mark of [...root.querySelectorAll('ins, del')]) {
    if (![...mark.children].some(isBlock)) continue;
    const children = [...mark.childNodes];
    mark.replaceWith(...children);
    markAll(children, mark.tagName);
  }
  for (const added of root.querySelectorAll('ins')) {
    if (added.previousSibling?.nodeName === 'DEL') added.classList.add('after-cut');
  }
}

function markAll(nodes: readonly ChildNode[], tagName: string): void {
  for (const node of nodes) {
    if (!(node instanceof Element) || !isBlock(node)) {
      if (node.textContent?.trim() || node instanceof Element) wrap([node], tagName);
    } else if (node.tagName === 'HR') wrap([node], tagName).classList.add('block');
    else if ([...node.children].some(isBlock)) markAll([...node.childNodes], tagName);
    else if (node.firstChild !== null) wrap([...node.childNodes], tagName);
  }
}

function wrap(nodes: readonly ChildNode[], tagName: string): Element {
  const mark = document.createElement(tagName);
  nodes[0]?.before(mark);
  mark.append(...nodes);
  return mark;
}

const isBlock = ({ tagName }: Element): boolean => BLOCKS.has(tagName) || HEADING.test(tagName);

/** Removes the marks of a text that is compared with nothing. */
export function unmark(root: ShadowRoot): void {
  for (const mark of root.querySelectorAll('ins')) mark.replaceWith(...mark.childNodes);
}

function sectionsOf(elements: readonly HTMLElement[]): Section[] {
  const sections: { heading: HTMLElement | undefined; blocks: HTMLElement[] }[] = [];
  for (const element of elements) {
    if (isHeading(element)) sections.push({ heading: element, blocks: [] });
    else if (sections.length === 0) sections.push({ heading: undefined, blocks: [element] });
    else sections.at(-1)?.blocks.push(element);
  }
  return sections;
}

/** Runs of unchanged blocks. The heading of a changed section is not part of one. */
function runsOf(sections: readonly Section[]): HTMLElement[][] {
  const runs: HTMLElement[][] = [];
  let run: HTMLElement[] = [];
  const end = () => {
    if (run.length >= MIN_FOLDED || run.some(isHeading)) runs.push(run);
    run = [];
  };
  for (const { heading, blocks } of sections) {
    const all = heading ? [heading, ...blocks] : blocks;
    const isAllSame = !all.some(hasChanged);
    if (heading && !isAllSame) end();
    if (heading && isAllSame) run.push(heading);
    for (const block of blocks) {
      if (hasChanged(block)) end();
      else run.push(block);
    }
  }
  end();
  return runs;
}

function fold(run: readonly HTMLElement[], isOpening: boolean): void {
  const [first] = run;
  if (first === undefined) return;
  const details = document.createElement('details');
  details.className = 'fold';
  const summary = document.createElement('summary');
  summary.textContent = WORDS.review.fold(
    isOpening && !isHeading(first),
    run.filter(isHeading).map(newText),
    countedKinds(run.filter((element) => !isHeading(element))),
  );
  first.before(details);
  details.append(summary, ...run);
}

function countedKinds(blocks: readonly HTMLElement[]) {
  const counts = new Map<keyof typeof WORDS.review.kinds, number>();
  for (const { tagName } of blocks) {
    const kind = KINDS.get(tagName) ?? 'part';
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return [...counts];
}

const isHeading = ({ tagName }: Element): boolean => HEADING.test(tagName);

/** The text of a heading without what was removed. */
function newText(heading: HTMLElement): string {
  const copy = heading.cloneNode(true) as HTMLElement;
  for (const cut of copy.querySelectorAll('del')) cut.remove();
  return (copy.textContent ?? '').trim() || (heading.textContent ?? '').trim();
}
