// Lists: Word writes them as paragraphs with a level each, and Google Docs nests them beside their items.
import type { Element, Nodes } from 'hast';
import {
  childrenOf,
  element,
  isElement,
  replaceAll,
  setChildren,
  styleOf,
  textOf,
  type Child,
} from './tree.js';

interface WordItem {
  /** 1 and more */
  readonly level: number;
  readonly isOrdered: boolean;
  readonly children: readonly Child[];
}

const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/;
const MARKER = /mso-list:\s*ignore/;
const NUMBER = /^\(?(?:\d+|[a-z]|[ivxlc]+)[.)]/i;

/** Word marks headings with numbers in the same way; those stay headings. */
function wordItem(node: Child): WordItem | undefined {
  if (!isElement(node, 'p')) return undefined;
  const level = LEVEL.exec(styleOf(node))?.[1];
  if (level === undefined) return undefined;
  let marker = '';
  replaceAll(node, (child) => {
    if (!isElement(child) || !MARKER.test(styleOf(child))) return undefined;
    marker += textOf(child);
    return [];
  });
  return { level: Number(level), isOrdered: NUMBER.test(marker.trim()), children: childrenOf(node) };
}

const isBlankText = (node: Child | undefined) => node?.type === 'text' && node.value.trim() === '';

export function listsFromWord(tree: Nodes): void {
  for (const child of childrenOf(tree)) listsFromWord(child);
  if (!('children' in tree)) return;
  const children: Child[] = [];
  let items: WordItem[] = [];
  const flush = () => {
    if (items.length > 0) children.push(...nested(items));
    items = [];
  };
  for (const child of childrenOf(tree)) {
    const item = wordItem(child);
    if (item) items.push(item);
    else if (items.length === 0 || !isBlankText(child)) {
      flush();
      children.push(child);
    }
  }
  flush();
  setChildren(tree, children);
}

/** Lists by level; another kind of mark on the same level begins another list. */
function nested(items: readonly WordItem[]): Element[] {
  const lists: Element[] = [];
  const base = Math.min(...items.map(({ level }) => level));
  let rest = items;
  while (rest.length > 0) {
    const [first, ...others] = rest;
    if (!first) break;
    const next = others.findIndex(({ level }) => level <= base);
    const below = next === -1 ? others : others.slice(0, next);
    rest = next === -1 ? [] : others.slice(next);
    const [own, deeper] = first.level > base ? [[], [first, ...below]] : [first.children, below];
    const item = element('li', [...own, ...(deeper.length > 0 ? nested(deeper) : [])]);
    const tagName = first.isOrdered ? 'ol' : 'ul';
    const list = lists.at(-1);
    if (list?.tagName === tagName) list.children.push(item);
    else lists.push(element(tagName, [item]));
  }
  return lists;
}

/** A list right inside a list belongs to the item before it; an item of one paragraph is that paragraph’s words. */
export function repairLists(tree: Nodes): void {
  replaceAll(tree, (node) => {
    if (!isElement(node)) return undefined;
    if (node.tagName === 'li') return [withoutParagraph(node)];
    if (node.tagName !== 'ul' && node.tagName !== 'ol') return undefined;
    const items: Child[] = [];
    for (const child of node.children) {
      const item = items.filter((each): each is Element => isElement(each, 'li')).at(-1);
      if (item && isElement(child, 'ul', 'ol')) item.children.push(child);
      else items.push(child);
    }
    setChildren(node, items);
    return undefined;
  });
}

function withoutParagraph(item: Element): Element {
  const paragraphs = item.children.filter((child) => isElement(child, 'p'));
  if (paragraphs.length !== 1) return item;
  setChildren(
    item,
    item.children.flatMap((child): Child[] => (isElement(child, 'p') ? childrenOf(child) : [child])),
  );
  return item;
}
