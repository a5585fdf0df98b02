// Small helpers for trees of HTML.
import type { Element, ElementContent, Nodes, Parents, RootContent } from 'hast';

export type Child = ElementContent | RootContent;

export const isElement = (node: Nodes | undefined, ...names: readonly string[]): node is Element =>
  node?.type === 'element' && (names.length === 0 || names.includes(node.tagName));

export const element = (
  tagName: string,
  children: readonly Child[],
  properties: Element['properties'] = {},
): Element => ({ type: 'element', tagName, properties, children: children as ElementContent[] });

export const styleOf = ({ properties }: Element): string => String(properties.style ?? '').toLowerCase();

export const classesOf = ({ properties }: Element): readonly string[] =>
  Array.isArray(properties.className) ? properties.className.map(String) : [];

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}

export const childrenOf = (node: Nodes): Child[] => ('children' in node ? (node.children as Child[]) : []);

/** Each child of each node becomes what `change` makes of it, the deepest first; undefined leaves it. */
export function replaceAll(node: Nodes, change: (child: Child) => readonly Child[] | undefined): void {
  if (!('children' in node)) return;
  for (const child of childrenOf(node)) replaceAll(child, change);
  setChildren(
    node,
    childrenOf(node).flatMap((child) => change(child) ?? [child]),
  );
}

export function setChildren(node: Parents, children: readonly Child[]): void {
  node.children = children as ElementContent[];
}

export function find(node: Nodes, matches: (element: Element) => boolean): Element | undefined {
  if (isElement(node) && matches(node)) return node;
  for (const child of childrenOf(node)) {
    const found = find(child, matches);
    if (found) return found;
  }
  return undefined;
}
