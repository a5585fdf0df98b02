// Marks whole blocks as added or removed. HTML allows `<ins>` and `<del>` around most blocks, but not around items of lists and
// parts of tables: those are marked inside.
import type { Element, ElementContent } from 'hast';

export type BlockMark = 'del' | 'ins';

/** Elements that must stand directly in their list, table or other container. */
const MARKED_INSIDE = new Set(['caption', 'dd', 'dt', 'figcaption', 'li', 'summary', 'td', 'th']);
/** Elements that hold nothing but rows or cells. */
const TABLE_STRUCTURE = new Set(['tbody', 'tfoot', 'thead', 'tr']);

/** Appends nodes with a mark. A last node that has the same mark takes them in. */
export function appendMarked(
  nodes: ElementContent[],
  added: readonly ElementContent[],
  mark: BlockMark,
  newIds: ReadonlySet<string>,
): void {
  for (const node of added) {
    const shown = mark === 'del' ? withoutIds(node, newIds) : node;
    const structure = shown.type === 'element' ? markedInside(shown, mark, newIds) : undefined;
    const last = nodes.at(-1);
    if (structure) nodes.push(structure);
    else if (last?.type === 'element' && last.tagName === mark) last.children.push(shown);
    else nodes.push(markElement(mark, [shown]));
  }
}

function markedInside(element: Element, mark: BlockMark, newIds: ReadonlySet<string>): Element | undefined {
  if (TABLE_STRUCTURE.has(element.tagName)) {
    const children: ElementContent[] = [];
    appendMarked(children, element.children, mark, newIds);
    return { ...element, children };
  }
  if (!MARKED_INSIDE.has(element.tagName)) return undefined;
  return { ...element, children: element.children.length === 0 ? [] : [markElement(mark, element.children)] };
}

const markElement = (mark: BlockMark, children: readonly ElementContent[]): Element => ({
  type: 'element',
  tagName: mark,
  properties: {},
  children: [...children],
});

/** The node without the ids that are taken: an id is unique in a page. */
export function withoutIds(node: ElementContent, taken: ReadonlySet<string>): ElementContent {
  if (node.type !== 'element') return node;
  const { id, ...properties } = node.properties;
  return {
    ...node,
    properties: typeof id === 'string' && taken.has(id) ? properties : node.properties,
    children: node.children.map((child) => withoutIds(child, taken)),
  };
}
