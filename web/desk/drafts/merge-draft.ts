// A three-way merge of drafts: of the body by hunks, of every other field as a whole.
import { DRAFT_FIELDS, isSameValue, type DraftContent, type DraftField } from './draft-content.js';
import { mergeText, type TextHunk } from './merge-text.js';

/** A hunk of the body, or a field, that one side or both have changed. */
export type Difference = {
  /** Unique within the merge. */
  readonly id: string;
  readonly field: DraftField;
  readonly is: Exclude<TextHunk['is'], 'same'>;
} & Record<Side, DraftContent[DraftField]>;

export type Side = 'mine' | 'theirs' | 'base';

/** The viewer's choice for a difference: one side, or a text of their own. */
export type Choice = Side | { readonly text: string };

export type Choices = Readonly<Record<string, Choice>>;

export interface DraftMerge {
  readonly base: DraftContent;
  /** In the order of the fields; hunks in the order of the body. */
  readonly differences: readonly Difference[];
  readonly hunks: readonly TextHunk[];
}

const SIDES = ['base', 'mine', 'theirs'] as const;
const hunkId = (index: number) => `body-${index}`;

export function mergeDrafts(base: DraftContent, mine: DraftContent, theirs: DraftContent): DraftMerge {
  const hunks = mergeText(base.body, mine.body, theirs.body);
  const differences = DRAFT_FIELDS.flatMap((field): Difference[] => {
    if (field === 'body') return hunks.flatMap(differenceOf);
    const is = kindOf(base[field], mine[field], theirs[field]);
    if (is === undefined) return [];
    return [{ id: field, field, is, base: base[field], mine: mine[field], theirs: theirs[field] }];
  });
  return { base, differences, hunks };
}

function differenceOf(hunk: TextHunk, index: number): Difference[] {
  if (hunk.is === 'same') return [];
  const [base = '', mine = '', theirs = ''] = SIDES.map((side) => hunk[side].join('\n'));
  return [{ id: hunkId(index), field: 'body', is: hunk.is, base, mine, theirs }];
}

function kindOf(
  base: DraftContent[DraftField],
  mine: DraftContent[DraftField],
  theirs: DraftContent[DraftField],
): Difference['is'] | undefined {
  const changed = { mine: !isSameValue(base, mine), theirs: !isSameValue(base, theirs) };
  if (changed.mine && changed.theirs) return isSameValue(mine, theirs) ? 'both' : 'conflict';
  if (changed.mine) return 'mine';
  return changed.theirs ? 'theirs' : undefined;
}

/** The viewer's choice, or the default: the side that changed. undefined for a conflict that is unresolved. */
export function choiceOf({ id, is }: Difference, choices: Choices): Choice | undefined {
  const chosen = choices[id];
  if (chosen !== undefined || is === 'conflict') return chosen;
  return is === 'theirs' ? 'theirs' : 'mine';
}

export const unresolved = ({ differences }: DraftMerge, choices: Choices): readonly Difference[] =>
  differences.filter((difference) => choiceOf(difference, choices) === undefined);

/** The merged draft. An unresolved difference has the base's value. */
export function mergedDraft({ base, differences, hunks }: DraftMerge, choices: Choices): DraftContent {
  const values = differences.map((difference) => {
    const choice = choiceOf(difference, choices) ?? 'base';
    return [difference.id, typeof choice === 'string' ? difference[choice] : choice.text] as const;
  });
  const valueOf = new Map<string, DraftContent[DraftField]>(values);
  const lines = hunks.flatMap((hunk, index): readonly string[] => {
    const choice = differences.find(({ id }) => id === hunkId(index));
    if (choice === undefined) return hunk.base;
    const side = choiceOf(choice, choices) ?? 'base';
    // The lines, since a hunk without lines differs from one with an empty line.
    return typeof side === 'string' ? hunk[side] : side.text.split('\n');
  });
  const fields = changedFieldsOf(differences).map((field) => [field, valueOf.get(field) ?? base[field]]);
  return { ...base, ...Object.fromEntries(fields), body: lines.join('\n') };
}

const changedFieldsOf = (differences: readonly Difference[]): readonly DraftField[] =>
  differences.map(({ field }) => field).filter((field) => field !== 'body');
