// What an answer depends on, gathered while it is made: the ids in it, and for lists, counts, searches and answers of
// "nothing there" the question itself. The keys are those that the gate notes with each change.
import type { FastifyRequest } from 'fastify';
import type { ArticleRow } from './rows.js';

export type Dependencies = Set<string>;

const ofRequests = new WeakMap<FastifyRequest, Dependencies>();

/** Those of the request's answer so far; undefined where it has not come to be answered. */
export const dependenciesOf = (request: FastifyRequest): Dependencies | undefined => ofRequests.get(request);

/** To be called once a request, before it is answered. */
export function noDependencies(request: FastifyRequest): Dependencies {
  const dependencies: Dependencies = new Set();
  ofRequests.set(request, dependencies);
  return dependencies;
}

interface Dependent {
  readonly dependencies: Dependencies;
}

/** What a slug was asked for, found or not. */
export const slugKey = (kind: 'article' | 'tag' | 'author', slug: string): string => `${kind}:${slug}`;

/** Ids and slugs come as they were asked for; where one cannot be any, nothing will ever be there to depend on. */
const POSSIBLE = /^[\w:-]{0,120}$/;

export function dependsOn({ dependencies }: Dependent, keys: readonly string[]): void {
  for (const key of keys) if (POSSIBLE.test(key)) dependencies.add(key);
}

/** Articles depend on their tags and authors too, as far as they show them. */
export function showsArticles<R extends Pick<ArticleRow, 'id'> & Partial<ArticleRow>>(
  dependent: Dependent,
  rows: R[],
): R[] {
  for (const { id, tags = [], authors = [] } of rows) {
    dependsOn(dependent, [id, ...tags.map((tag) => tag.id), ...authors.map((author) => author.id)]);
  }
  return rows;
}
