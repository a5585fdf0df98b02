// What delivery's resolvers hand on, and the default resolvers pick from: rows as the relations have them, of articles
// no more than the columns that were asked for.
import type { Connection, Edge } from '../graphql/paging.js';

export interface ArticleRow {
  readonly id: string;
  readonly publishedAt: Date;
  readonly updatedAt: Date;
  readonly slug: string;
  readonly title: string;
  readonly excerpt: string;
  readonly authors: AuthorRow[];
  readonly tags: TagRow[];
  readonly markdown: string;
  readonly html: string;
  readonly text: string;
  readonly wordCount: number;
  readonly readingMinutes: number;
  readonly seoTitle: string;
  readonly seoDescription: string;
  readonly canonicalUrl: string | null;
}

/** What has a list of articles. */
export interface ArchiveRow {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** Not there where an article brought it along. */
  readonly articleCount?: number;
}

export interface TagRow extends ArchiveRow {
  readonly description: string | null;
}

export interface AuthorRow extends ArchiveRow {
  readonly bio: string | null;
}

/** Where search found an article. */
export interface HitRow extends ArticleRow {
  readonly rank: number;
  readonly snippet: string;
}

export type ArticlePage = Connection<ArticleRow>;
export type TagPage = Connection<TagRow>;
export type AuthorPage = Connection<AuthorRow>;
export type SearchPage = Connection<HitRow, Edge<HitRow> & { readonly snippet: string }>;
