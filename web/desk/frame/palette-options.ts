// The palette's options for a text, in groups.
import type { PaletteQuery, TransitionSubjectFragment } from '../generated/operations.js';
import { WORDS } from '../words/words.js';
import type { Place } from './places.js';

export type PaletteArticle = PaletteQuery['articles']['nodes'][number];
type TransitionOption = TransitionSubjectFragment['transitions'][number];

export type PaletteOption =
  | {
      readonly is: 'transition';
      readonly option: TransitionOption;
      readonly article: TransitionSubjectFragment;
    }
  | { readonly is: 'article'; readonly article: PaletteArticle }
  | { readonly is: 'place'; readonly place: Place }
  | { readonly is: 'new-article' }
  | { readonly is: 'keys' };

export interface PaletteGroup {
  readonly name: string;
  readonly options: readonly PaletteOption[];
}

/** A shorter text would find most articles. */
export const MIN_SEARCH_LENGTH = 2;

/** Every word typed begins a word of the name. */
export function matches(name: string, typed: string): boolean {
  const words = name.toLowerCase().split(/\s+/);
  const parts = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return parts.every((part) => words.some((word) => word.startsWith(part)));
}

/** The first of a title's words that begins with what was typed: where it begins and ends. */
export function highlightOf(title: string, typed: string): readonly [from: number, to: number] | undefined {
  const part = typed.trim().split(/\s+/)[0]?.toLowerCase();
  if (!part) return undefined;
  const lower = title.toLowerCase();
  // Some letters are longer in lower case: then the positions are not those of the title.
  if (lower.length !== title.length) return undefined;
  for (let at = lower.indexOf(part); at !== -1; at = lower.indexOf(part, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(lower.charAt(at - 1))) return [at, at + part.length];
  return undefined;
}

const STATE_CODES = new Set(['WRONG_STATE', 'NOTHING_LIVE', 'NOTHING_SCHEDULED', 'NOT_APPROVED']);

/** A transition that the state forbids is shown only when it is searched for; one that another person may make, always. */
const isBlockedByState = ({ blockedBy }: TransitionOption) =>
  blockedBy.some(({ code }) => STATE_CODES.has(code));

function transitionsOf(article: TransitionSubjectFragment, typed: string): PaletteOption[] {
  const found = article.transitions.filter((option) =>
    typed === ''
      ? option.allowed || !isBlockedByState(option)
      : matches(WORDS.transitions[option.name], typed),
  );
  const inOrder = [...found.filter(({ allowed }) => allowed), ...found.filter(({ allowed }) => !allowed)];
  return inOrder.map((option) => ({ is: 'transition', option, article }));
}

interface Offers {
  readonly typed: string;
  readonly openArticle: TransitionSubjectFragment | undefined;
  readonly articles: readonly PaletteArticle[];
  readonly places: readonly Place[];
}

/** @returns without empty groups */
export function paletteGroups({ typed, openArticle, articles, places }: Offers): PaletteGroup[] {
  const { palette, frame } = WORDS;
  const acts: PaletteOption[] = [
    ...(matches(frame.newArticle, typed) ? [{ is: 'new-article' } as const] : []),
    ...(matches(palette.allKeys, typed) ? [{ is: 'keys' } as const] : []),
  ];
  const found = places.filter(({ name }) => matches(name, typed));
  const groups: PaletteGroup[] = [
    { name: palette.openArticle, options: openArticle ? transitionsOf(openArticle, typed) : [] },
    {
      name: typed.length < MIN_SEARCH_LENGTH ? palette.recent : palette.articles,
      options: articles.map((article) => ({ is: 'article', article })),
    },
    {
      name: palette.places,
      options: [...found.map((place): PaletteOption => ({ is: 'place', place })), ...acts],
    },
  ];
  return groups.filter(({ options }) => options.length > 0);
}

export const keyOf = (option: PaletteOption): string => {
  if (option.is === 'transition') return `transition ${option.option.name}`;
  if (option.is === 'article') return `article ${option.article.id}`;
  return option.is === 'place' ? `place ${option.place.to}` : option.is;
};
