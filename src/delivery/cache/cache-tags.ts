// The cache tags of a response: the ids in it, the lists that it was cut from, and the slugs that it was looked up by, found
// or not. Publishing records the same tags with each change.
import sql, { type Sql } from 'sql-template-tag';

/** The id of the list of the whole site. */
export const SITE = '';

/** The tag that searches have beside the lists': what articles are found by was indexed anew. Publishing records the same. */
export const WORDS = 'words';

/** The tags that the lists of all tags and of all authors have beside the site's. */
export const ALL_OF = { tags: 'tags', authors: 'authors' } as const;

/** Which articles are in a list, and how many. A tag's or an author's name is under its own id. */
export const listTag = (list: string): string => (list === SITE ? 'site' : `in:${list}`);
export const listTagOf = (list: Sql): Sql => sql`'in:' || ${list}`;

/** A slug that was looked up, found or not. */
export const slugTag = (kind: 'article' | 'tag' | 'author', slug: string): string => `${kind}:${slug}`;

/** Ids and slugs come as the client wrote them; where one cannot be any, nothing will ever change under it. */
const POSSIBLE = /^[\w:-]{1,120}$/;

/**
 * The longest Surrogate-Key. nginx takes 4 KB of response headers by default, and answers 502 where there are more; all
 * others of ours have 600 bytes.
 */
const MAX_SURROGATE_KEY_BYTES = 1800;

/**
 * The coarsest tags: every change of an article touches `site`, and one of a tag or an author the list of all of them. A tag comes
 * and goes with its articles. Nothing ever changes under what is none of these.
 */
const COARSE_TAGS: readonly (readonly [tag: RegExp, coarse: readonly string[]])[] = [
  [/^(site$|in:|article:|art_)/, [listTag(SITE)]],
  [/^words$/, [WORDS]],
  [/^(tags$|tag:|tag_)/, [listTag(SITE), ALL_OF.tags]],
  [/^(authors$|author:|aut_)/, [listTag(SITE), ALL_OF.authors]],
];

const isArticleId = (tag: string): boolean => tag.startsWith('art_');
const isListTag = (tag: string): boolean => tag === 'site' || tag.startsWith('in:');
const isSlugTag = (tag: string): boolean => tag.includes(':');

export class CacheTags {
  private readonly tags = new Set<string>();
  /**
   * All but the ids of articles that a list or a slug led to: a change of such an article touches the tag of that list or slug,
   * too.
   */
  private readonly withoutListed = new Set<string>();
  private hasListsOrGaps = false;

  get all(): readonly string[] {
    return [...this.tags];
  }

  /**
   * The tags for caches in front. Where they are too many for a header, coarser ones take their place, which every change
   * touches that touches one of these.
   */
  get surrogateKey(): string {
    for (const tags of [this.tags, this.withoutListed]) {
      const key = [...tags].join(' ');
      if (key.length <= MAX_SURROGATE_KEY_BYTES) return key;
    }
    const coarse = [...this.withoutListed].flatMap(
      (tag) => COARSE_TAGS.find(([pattern]) => pattern.test(tag))?.[1] ?? [],
    );
    return [...new Set(coarse)].join(' ');
  }

  /** Whether all that was looked up was found, and nothing was cut from a list: only its own change takes it away. */
  get areOfLiveThings(): boolean {
    return !this.hasListsOrGaps;
  }

  /**
   * The tags of one field.
   * @param requested what it was asked for: ids, slugs, lists
   * @param found those of its rows
   */
  add(requested: readonly string[], found: readonly string[]): void {
    this.hasListsOrGaps ||=
      [...requested, ...found].some(isListTag) ||
      requested.some((tag) => (isSlugTag(tag) ? found.length === 0 : !found.includes(tag)));
    for (const tag of requested) if (POSSIBLE.test(tag)) this.withoutListed.add(tag);
    for (const tag of found) if (!isArticleId(tag)) this.withoutListed.add(tag);
    for (const tag of [...requested, ...found]) if (POSSIBLE.test(tag)) this.tags.add(tag);
  }
}
