// Tags and bylines made and changed through the desk, and what shows of them.
import { randomBytes } from 'node:crypto';
import type { TestApp } from './app.js';
import { codeOf, newsroomOf, type Person } from './newsroom.js';

const TAG = 'tag { id slug name description }';
const AUTHOR = 'author { id slug name bio user { id } }';
export const MUTATIONS = {
  createTag: `mutation ($input: CreateTagInput!) { createTag(input: $input) { ${TAG} } }`,
  updateTag: `mutation ($input: UpdateTagInput!) { updateTag(input: $input) { ${TAG} } }`,
  mergeTags: `mutation ($input: MergeTagsInput!) { mergeTags(input: $input) { ${TAG} } }`,
  deleteTag: 'mutation ($input: DeleteTagInput!) { deleteTag(input: $input) { deletedId } }',
  createAuthor: `mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { ${AUTHOR} } }`,
  updateAuthor: `mutation ($input: UpdateAuthorInput!) { updateAuthor(input: $input) { ${AUTHOR} } }`,
  mergeAuthors: `mutation ($input: MergeAuthorsInput!) { mergeAuthors(input: $input) { ${AUTHOR} } }`,
  deleteAuthor: 'mutation ($input: DeleteAuthorInput!) { deleteAuthor(input: $input) { deletedId } }',
};
export type MutationName = keyof typeof MUTATIONS;

/** A word that nothing else in the database has. */
export const word = () => `w${randomBytes(6).toString('hex')}`;

export function tagsAndAuthors(app: TestApp) {
  const newsroom = newsroomOf(app);

  const ask = (who: Person, name: MutationName, input: object) =>
    newsroom.ask(who, MUTATIONS[name], { input });

  /** Runs what must succeed: the tag, the author, or the id of what was deleted. */
  async function make(who: Person, name: MutationName, input: object) {
    const payload = (await newsroom.run(who, MUTATIONS[name], { input }))[name];
    return payload.tag ?? payload.author ?? payload.deletedId;
  }

  /** The paths of the errors that an input is refused with, sorted. */
  async function errorPaths(who: Person, name: MutationName, input: object): Promise<string[]> {
    const answer = await ask(who, name, input);
    expect(codeOf(answer)).toBe('BAD_USER_INPUT');
    return answer.errors?.[0]?.extensions.fields.map(({ path }: { path: string[] }) => path.join('.')).sort();
  }

  /** The names that a search finds. */
  async function listed(who: Person, kind: 'tags' | 'authors', search: string): Promise<string[]> {
    const query = `query ($search: String) { ${kind}(search: $search) { totalCount nodes { name } } }`;
    const connection = (await newsroom.run(who, query, { search }))[kind];
    expect(connection.totalCount).toBe(connection.nodes.length);
    return connection.nodes.map(({ name }: { name: string }) => name);
  }

  const node = async (who: Person, id: string) =>
    (await newsroom.run(who, 'query ($id: ID!) { node(id: $id) { id } }', { id })).node;

  async function workingTags(who: Person, articleId: string) {
    const query = 'query ($id: ID!) { article(id: $id) { working { tags { id name } } } }';
    return (await newsroom.run(who, query, { id: articleId })).article.working.tags;
  }

  /** What readers find under a tag's slug. */
  async function readersTag(slug: string) {
    const query = `query ($slug: String) {
      tag(slug: $slug) { id slug name articleCount articles { nodes { id tags { name } } } }
    }`;
    return (await app.delivery(query, { slug })).data.tag;
  }

  return { ask, make, errorPaths, listed, node, workingTags, readersTag };
}
