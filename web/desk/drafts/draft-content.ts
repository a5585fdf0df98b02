// The content of a draft: the fields of an article that the write screen edits. Absent values are '' or [].

export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface DraftContent {
  readonly title: string;
  readonly subtitle: string;
  readonly slug: string;
  readonly excerpt: string;
  /** Markdown. */
  readonly body: string;
  /** In byline order. */
  readonly authors: readonly Named[];
  readonly tags: readonly Named[];
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly canonicalUrl: string;
}

/** The revision that a draft is based on. */
export interface DraftBase {
  readonly revisionId: string;
  readonly number: number;
  readonly content: DraftContent;
}

export type DraftField = keyof DraftContent;

export const EMPTY_DRAFT: DraftContent = {
  title: '',
  subtitle: '',
  slug: '',
  excerpt: '',
  body: '',
  authors: [],
  tags: [],
  seoTitle: '',
  seoDescription: '',
  canonicalUrl: '',
};

export const DRAFT_FIELDS = Object.keys(EMPTY_DRAFT) as readonly DraftField[];

type Value = DraftContent[DraftField];

/** Compares lists by their ids, in order: a name may have been changed. */
export function isSameValue(one: Value, other: Value): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every(({ id }, index) => id === other[index]?.id);
}

export const changedFields = (from: DraftContent, to: DraftContent): readonly DraftField[] =>
  DRAFT_FIELDS.filter((field) => !isSameValue(from[field], to[field]));

export const isSameDraft = (one: DraftContent, other: DraftContent): boolean =>
  changedFields(one, other).length === 0;

/** The fields of `content` that differ from `base`. */
export const changesOf = (base: DraftContent, content: DraftContent): Partial<DraftContent> =>
  pick(content, changedFields(base, content));

export const pick = (content: DraftContent, fields: readonly DraftField[]): Partial<DraftContent> =>
  Object.fromEntries(fields.map((field) => [field, content[field]]));

/** As the server stores every text but the body. */
const trimmed = (value: Value): Value => (typeof value === 'string' ? value.trim() : value);

/** Whether saving `sent` would give `stored`: the server trims every text but the body, and makes a slug where it is empty. */
export const isSavedAs = (sent: DraftContent, stored: DraftContent): boolean =>
  DRAFT_FIELDS.every((field) => {
    if (field === 'slug' && sent.slug === '') return true;
    return field === 'body'
      ? sent.body === stored.body
      : isSameValue(trimmed(sent[field]), trimmed(stored[field]));
  });
