// Reads the demo's newsroom from prisma/demo: people and tags are YAML, articles are Markdown with front matter.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { ReviewState, Role } from '../domain/editorial-workflow.js';
import { DEMO } from '../project-paths.js';

export interface DemoUser {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
}

export interface DemoAuthor {
  readonly slug: string;
  readonly name: string;
  readonly bio: string;
  readonly user?: string;
}

export interface DemoTag {
  readonly slug: string;
  readonly name: string;
  readonly description: string;
}

/** A later version of an article that is live, waiting for review. */
export interface DemoRevision {
  readonly title?: string;
  readonly excerpt?: string;
  readonly seo?: { readonly title?: string; readonly description?: string };
  readonly addTags?: readonly string[];
  /** Passages of the body; each stands in it once. */
  readonly edits?: readonly { readonly replace: string; readonly with: string }[];
  readonly note?: string;
  readonly waitingHours: number;
}

export interface DemoArticle {
  readonly title: string;
  readonly subtitle?: string;
  readonly slug: string;
  readonly excerpt?: string;
  readonly owner: string;
  readonly authors: readonly string[];
  readonly tags: readonly string[];
  readonly seo?: { readonly title?: string; readonly description?: string };
  readonly state: ReviewState;
  readonly publishedDaysAgo?: number;
  readonly note?: string;
  readonly editedAfter?: boolean;
  readonly draftTitle?: string;
  /** A user who worked on the text before it was submitted, and so may not approve it. */
  readonly polishedBy?: string;
  /** How long it has waited for review. */
  readonly waitingHours?: number;
  readonly revised?: DemoRevision;
  readonly body: string;
}

export interface Newsroom {
  readonly users: readonly DemoUser[];
  readonly authors: readonly DemoAuthor[];
  readonly tags: readonly DemoTag[];
  /** In the order of their publication. */
  readonly articles: readonly DemoArticle[];
}

export async function readNewsroom(): Promise<Newsroom> {
  const people = parse(await readFile(join(DEMO, 'people.yaml'), 'utf8'));
  const tags = parse(await readFile(join(DEMO, 'tags.yaml'), 'utf8'));
  const folder = join(DEMO, 'articles');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const articles = await Promise.all(names.map((name) => readArticle(join(folder, name))));
  articles.sort((a, b) => (b.publishedDaysAgo ?? 0) - (a.publishedDaysAgo ?? 0));
  return { ...people, tags, articles };
}

async function readArticle(path: string): Promise<DemoArticle> {
  const [, frontMatter = '', body = ''] = /^---\n(.*?)\n---\n(.*)$/s.exec(await readFile(path, 'utf8')) ?? [];
  return { ...parse(frontMatter), body: body.trim() };
}
