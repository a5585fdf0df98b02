// Fills an empty newsroom over the desk API, as its people would: they sign in, write, submit, review and publish.
import { ConfigError } from '../config/config.js';
import type { ReviewState } from '../domain/editorial-workflow.js';
import type { DemoArticle, Newsroom } from './newsroom.js';
import { deskClient, type DeskClient } from './desk-client.js';

/** An article that was made, and how many days ago it is to have been published. */
export interface MadeArticle {
  readonly id: string;
  readonly publishedDaysAgo?: number;
}

interface Article {
  readonly id: string;
  readonly version: number;
  readonly working: { readonly id: string };
}

type Ids = ReadonlyMap<string, string>;

const TOMORROW_MS = 24 * 60 * 60 * 1000;

/**
 * @returns what was made; nothing where the newsroom was filled before
 * @throws ConfigError where it was left half filled
 */
export async function fillNewsroom(
  url: string,
  newsroom: Newsroom,
  password: string,
): Promise<MadeArticle[]> {
  const signedIn = new Map<string, Promise<DeskClient>>();
  const signIn = (key: string): Promise<DeskClient> => {
    const email = newsroom.users.find((user) => user.key === key)?.email ?? '';
    const client = signedIn.get(key) ?? deskClient(url, email, password);
    signedIn.set(key, client);
    return client;
  };
  const admin = await signIn(newsroom.users.find((user) => user.role === 'ADMIN')?.key ?? '');
  const had = await admin.run<Record<'articles' | 'users', { totalCount: number }>>(
    '{ articles(first: 1) { totalCount } users(first: 1) { totalCount } }',
  );
  if (had.articles.totalCount >= newsroom.articles.length) return [];
  if (had.users.totalCount > 1) {
    throw new ConfigError([
      'DATA_DIR has a newsroom that is half filled, since a start was cut short; delete its folder "demo" and start again.',
    ]);
  }

  const users = await makeUsers(admin, newsroom, password);
  const authors = await makeAuthors(admin, newsroom, users);
  const tags = await makeTags(admin, newsroom);
  const editor = await signIn('editor1');
  const made: MadeArticle[] = [];
  for (const article of newsroom.articles) {
    const writer = await signIn(article.owner);
    const { id } = await makeArticle(writer, editor, article, authors, tags);
    made.push({ id, publishedDaysAgo: article.publishedDaysAgo });
  }
  return made;
}

async function makeUsers(admin: DeskClient, newsroom: Newsroom, password: string): Promise<Ids> {
  const { viewer } = await admin.run<{ viewer: { id: string } }>('{ viewer { id } }');
  const ids = new Map<string, string>();
  for (const { key, name, email, role } of newsroom.users) {
    if (role === 'ADMIN') {
      await admin.mutate('updateUser', 'UpdateUserInput', { id: viewer.id, name }, 'user { id }');
      ids.set(key, viewer.id);
    } else {
      const input = { name, email, role, password };
      const { user } = await admin.mutate<{ user: { id: string } }>(
        'createUser',
        'CreateUserInput',
        input,
        'user { id }',
      );
      ids.set(key, user.id);
    }
  }
  return ids;
}

async function makeAuthors(admin: DeskClient, newsroom: Newsroom, users: Ids): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const { user, ...author } of newsroom.authors) {
    const input = { ...author, userId: user && users.get(user) };
    const made = await admin.mutate<{ author: { id: string } }>(
      'createAuthor',
      'CreateAuthorInput',
      input,
      'author { id }',
    );
    ids.set(author.slug, made.author.id);
  }
  return ids;
}

async function makeTags(admin: DeskClient, newsroom: Newsroom): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const input of newsroom.tags) {
    const made = await admin.mutate<{ tag: { id: string } }>(
      'createTag',
      'CreateTagInput',
      input,
      'tag { id }',
    );
    ids.set(input.slug, made.tag.id);
  }
  return ids;
}

/** Takes an article through the workflow to the state that its front matter names. */
async function makeArticle(
  writer: DeskClient,
  editor: DeskClient,
  { title, slug, excerpt, body, seo, ...told }: DemoArticle,
  authors: Ids,
  tags: Ids,
): Promise<Article> {
  let article: Article;
  const step = async (who: DeskClient, name: string, type: string, more: object) => {
    const payload = await who.mutate<{ article: Article }>(
      name,
      type,
      more,
      'article { id version working { id } }',
    );
    article = payload.article;
  };
  const on = () => ({ articleId: article.id, version: article.version });
  const idsOf = (ids: Ids, slugs: readonly string[]) => slugs.map((name) => ids.get(name));

  const content = {
    title,
    slug,
    excerpt,
    body,
    seo,
    authorIds: idsOf(authors, told.authors),
    tagIds: idsOf(tags, told.tags),
  };
  article = await writer
    .mutate<{ article: Article }>(
      'createArticle',
      'CreateArticleInput',
      content,
      'article { id version working { id } }',
    )
    .then((payload) => payload.article);
  const { state, note } = told;
  const noteIn = (last: ReviewState) => (state === last ? note : undefined);
  if (state === 'DRAFT') return article;
  if (state === 'ARCHIVED') {
    await step(editor, 'archiveArticle', 'TransitionInput', { ...on(), note });
    return article;
  }
  await step(writer, 'submitForReview', 'TransitionInput', { ...on(), note: noteIn('IN_REVIEW') });
  if (state === 'IN_REVIEW') return article;
  if (state === 'CHANGES_REQUESTED') {
    await step(editor, 'requestChanges', 'TransitionInput', { ...on(), note });
    return article;
  }
  await step(editor, 'approveArticle', 'ApproveArticleInput', {
    ...on(),
    revisionId: article.working.id,
    note: noteIn('APPROVED'),
  });
  if (state === 'APPROVED') return article;
  if (state === 'SCHEDULED') {
    const at = new Date(Date.now() + TOMORROW_MS).toISOString();
    await step(editor, 'scheduleArticle', 'ScheduleArticleInput', { ...on(), at });
    return article;
  }
  await step(editor, 'publishArticle', 'PublishArticleInput', on());
  if (state === 'UNPUBLISHED') await step(editor, 'unpublishArticle', 'TransitionInput', { ...on(), note });
  if (told.editedAfter)
    await step(writer, 'saveDraft', 'SaveDraftInput', { ...on(), title: told.draftTitle });
  return article;
}
