// Fills an empty newsroom over the desk API as its users, who sign in, write, submit, review and publish.
import { ConfigError } from '../config/config.js';
import type { ReviewState } from '../domain/editorial-workflow.js';
import type { DemoArticle, Newsroom } from './newsroom.js';
import { deskClient, type DeskClient } from './desk-client.js';

export interface CreatedArticle {
  readonly id: string;
  /** The age that its publication is to have in the demo. */
  readonly publishedDaysAgo?: number;
  /** How long it has waited for review. */
  readonly waitingHours?: number;
}

interface Article {
  readonly id: string;
  readonly version: number;
  readonly working: { readonly id: string };
}

type Ids = ReadonlyMap<string, string>;

/** Who works on an article. */
interface Hands {
  readonly writer: DeskClient;
  readonly editor: DeskClient;
  readonly polisher: DeskClient | undefined;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * @returns the created articles; none where the newsroom is already filled
 * @throws ConfigError where an earlier start was cut short and left it half filled
 */
export async function fillNewsroom(
  url: string,
  newsroom: Newsroom,
  password: string,
): Promise<CreatedArticle[]> {
  const signedIn = new Map<string, Promise<DeskClient>>();
  const signIn = (key: string): Promise<DeskClient> => {
    const email = newsroom.users.find((user) => user.key === key)?.email ?? '';
    const client = signedIn.get(key) ?? deskClient(url, email, password);
    signedIn.set(key, client);
    return client;
  };
  const admin = await signIn(newsroom.users.find((user) => user.role === 'ADMIN')?.key ?? '');
  const existing = await admin.execute<Record<'articles' | 'users', { totalCount: number }>>(
    '{ articles(first: 1) { totalCount } users(first: 1) { totalCount } }',
  );
  if (existing.articles.totalCount >= newsroom.articles.length) return [];
  if (existing.users.totalCount > 1) {
    throw new ConfigError([
      'DATA_DIR has a newsroom that is half filled, since a start was cut short; delete its folder "demo" and start again.',
    ]);
  }

  const users = await createUsers(admin, newsroom, password);
  const authors = await createAuthors(admin, newsroom, users);
  const tags = await createTags(admin, newsroom);
  const editor = await signIn('editor1');
  const created: CreatedArticle[] = [];
  for (const article of newsroom.articles) {
    const writer = await signIn(article.owner);
    const polisher = article.polishedBy === undefined ? undefined : await signIn(article.polishedBy);
    const { id } = await createArticle({ writer, editor, polisher }, article, authors, tags);
    const { publishedDaysAgo, waitingHours = article.revised?.waitingHours } = article;
    created.push({ id, publishedDaysAgo, waitingHours });
  }
  return created;
}

async function createUsers(admin: DeskClient, newsroom: Newsroom, password: string): Promise<Ids> {
  const { viewer } = await admin.execute<{ viewer: { id: string } }>('{ viewer { id } }');
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

async function createAuthors(admin: DeskClient, newsroom: Newsroom, users: Ids): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const { user, ...author } of newsroom.authors) {
    const input = { ...author, userId: user && users.get(user) };
    const payload = await admin.mutate<{ author: { id: string } }>(
      'createAuthor',
      'CreateAuthorInput',
      input,
      'author { id }',
    );
    ids.set(author.slug, payload.author.id);
  }
  return ids;
}

async function createTags(admin: DeskClient, newsroom: Newsroom): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const input of newsroom.tags) {
    const payload = await admin.mutate<{ tag: { id: string } }>(
      'createTag',
      'CreateTagInput',
      input,
      'tag { id }',
    );
    ids.set(input.slug, payload.tag.id);
  }
  return ids;
}

/** Creates an article and takes it through the workflow to the state that its front matter names. */
async function createArticle(
  { writer, editor, polisher }: Hands,
  { title, subtitle, slug, excerpt, body, seo, ...frontMatter }: DemoArticle,
  authors: Ids,
  tags: Ids,
): Promise<Article> {
  let article: Article;
  const mutate = async (client: DeskClient, name: string, inputType: string, input: object) => {
    const payload = await client.mutate<{ article: Article }>(
      name,
      inputType,
      input,
      'article { id version working { id } }',
    );
    article = payload.article;
  };
  const target = () => ({ articleId: article.id, version: article.version });
  const idsOf = (ids: Ids, slugs: readonly string[]) => slugs.map((slug) => ids.get(slug));

  const content = {
    title,
    subtitle,
    slug,
    excerpt,
    body,
    seo,
    authorIds: idsOf(authors, frontMatter.authors),
    tagIds: idsOf(tags, frontMatter.tags),
  };
  article = await writer
    .mutate<{ article: Article }>(
      'createArticle',
      'CreateArticleInput',
      content,
      'article { id version working { id } }',
    )
    .then((payload) => payload.article);
  if (polisher !== undefined)
    await mutate(polisher, 'saveDraft', 'SaveDraftInput', { ...target(), body: polished(body) });
  const { state, note, revised } = frontMatter;
  /** The note belongs to the last transition. */
  const noteIfLast = (lastState: ReviewState) => (state === lastState ? note : undefined);
  if (state === 'DRAFT') return article;
  if (state === 'ARCHIVED') {
    await mutate(editor, 'archiveArticle', 'TransitionInput', { ...target(), note });
    return article;
  }
  await mutate(writer, 'submitForReview', 'TransitionInput', { ...target(), note: noteIfLast('IN_REVIEW') });
  if (state === 'IN_REVIEW') return article;
  if (state === 'CHANGES_REQUESTED') {
    await mutate(editor, 'requestChanges', 'TransitionInput', { ...target(), note });
    return article;
  }
  await mutate(editor, 'approveArticle', 'ApproveArticleInput', {
    ...target(),
    revisionId: article.working.id,
    note: noteIfLast('APPROVED'),
  });
  if (state === 'APPROVED') return article;
  if (state === 'SCHEDULED') {
    const at = new Date(Date.now() + DAY_MS).toISOString();
    await mutate(editor, 'scheduleArticle', 'ScheduleArticleInput', { ...target(), at });
    return article;
  }
  await mutate(editor, 'publishArticle', 'PublishArticleInput', target());
  if (state === 'UNPUBLISHED')
    await mutate(editor, 'unpublishArticle', 'TransitionInput', { ...target(), note });
  if (revised !== undefined) {
    const revision = {
      title: revised.title,
      excerpt: revised.excerpt,
      seo: revised.seo,
      body: edited(body, revised.edits ?? []),
      tagIds: idsOf(tags, [...frontMatter.tags, ...(revised.addTags ?? [])]),
    };
    await mutate(writer, 'saveDraft', 'SaveDraftInput', { ...target(), ...revision });
    await mutate(writer, 'submitForReview', 'TransitionInput', { ...target(), note: revised.note });
  }
  if (frontMatter.editedAfter)
    await mutate(writer, 'saveDraft', 'SaveDraftInput', { ...target(), title: frontMatter.draftTitle });
  return article;
}

/** As an editor leaves it who has only gone over the quotation marks. */
const polished = (body: string): string => body.replace(/"([^"\n]+)"/g, '“$1”');

function edited(body: string, edits: NonNullable<DemoArticle['revised']>['edits'] = []): string {
  return edits.reduce((text, edit) => {
    if (text.split(edit.replace).length !== 2) throw new Error(`Not once in the body: ${edit.replace}`);
    return text.replace(edit.replace, () => edit.with);
  }, body);
}
