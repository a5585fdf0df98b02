// Users and articles for a test: created through the desk API where possible, and never shared between tests.
import { createHash, randomBytes } from 'node:crypto';
import type { ServerConfig } from '../../src/config/config.js';
import type { Role } from '../../src/domain/editorial-workflow.js';
import { newId } from '../../src/domain/identity.js';
import { startApp, type GraphQLAnswer, type TestApp } from './app.js';

export interface Person {
  readonly id: string;
  readonly role: Role;
  readonly email: string;
  readonly token: string;
}

export interface ArticleState {
  readonly id: string;
  readonly version: number;
  readonly reviewState: string;
  readonly working: { readonly id: string; readonly number: number; readonly slug: string };
}

const ARTICLE = 'article { id version reviewState working { id number slug } }';

export function newsroomOf(app: TestApp) {
  /** A user with an API token: signing in costs a password's hash, and is tested where it belongs. */
  async function person(role: Role, name = `${role} ${randomBytes(3).toString('hex')}`): Promise<Person> {
    const token = `copydesk_${randomBytes(32).toString('base64url')}`;
    const [id, email] = [newId('User'), `${newId('User')}@newsroom.example`];
    await app.owner.query(
      'INSERT INTO desk.users (id, email, name, role, password_hash) VALUES ($1, $2, $3, $4, $5)',
      [id, email, name, role, 'none'],
    );
    const hash = createHash('sha256').update(token).digest('hex');
    await app.owner.query(
      'INSERT INTO desk.api_tokens (id, name, user_id, secret_hash) VALUES ($1, $2, $3, $4)',
      [newId('ApiToken'), 'test', id, hash],
    );
    return { id, role, email, token };
  }

  /** Runs what must succeed, and gives its data. */
  async function run(who: Person, query: string, variables?: object): Promise<GraphQLAnswer['data']> {
    const answer = await app.desk(query, variables, who.token);
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return answer.data;
  }

  /** Runs what may be refused, and gives the whole answer. */
  const ask = (who: Person, query: string, variables?: object) => app.desk(query, variables, who.token);

  /** Any mutation of one article, by its name and input type. */
  async function mutate(who: Person, name: string, type: string, input: object): Promise<ArticleState> {
    const data = await run(who, `mutation ($input: ${type}!) { ${name}(input: $input) { ${ARTICLE} } }`, {
      input,
    });
    return data[name].article;
  }

  async function author(editor: Person, name = `Author ${randomBytes(3).toString('hex')}`): Promise<string> {
    const data = await run(
      editor,
      'mutation ($input: CreateAuthorInput!) { createAuthor(input: $input) { author { id } } }',
      { input: { name } },
    );
    return data.createAuthor.author.id;
  }

  async function tag(
    who: Person,
    name = `Tag ${randomBytes(3).toString('hex')}`,
  ): Promise<{ id: string; slug: string }> {
    const data = await run(
      who,
      'mutation ($input: CreateTagInput!) { createTag(input: $input) { tag { id slug } } }',
      {
        input: { name },
      },
    );
    return data.createTag.tag;
  }

  /** A complete draft, unless the fields say otherwise. */
  async function draft(
    writer: Person,
    fields: Record<string, unknown> & { authorIds: string[] },
  ): Promise<ArticleState> {
    return mutate(writer, 'createArticle', 'CreateArticleInput', {
      title: `Title ${randomBytes(4).toString('hex')}`,
      body: 'A body of some words.',
      ...fields,
    });
  }

  const on = ({ id, version }: ArticleState) => ({ articleId: id, version });
  const submit = (who: Person, article: ArticleState) =>
    mutate(who, 'submitForReview', 'TransitionInput', on(article));
  const approve = (who: Person, article: ArticleState) =>
    mutate(who, 'approveArticle', 'ApproveArticleInput', { ...on(article), revisionId: article.working.id });
  const publish = (who: Person, article: ArticleState, more: object = {}) =>
    mutate(who, 'publishArticle', 'PublishArticleInput', { ...on(article), ...more });
  /** As publish; also the number of its change, as clients send it in X-Content-Min-Seq. */
  async function publishWithSeq(
    who: Person,
    article: ArticleState,
  ): Promise<{ article: ArticleState; seq: number }> {
    const query = `mutation ($input: PublishArticleInput!) { publishArticle(input: $input) { ${ARTICLE} } }`;
    const answer = await ask(who, query, { input: on(article) });
    if (answer.errors) throw new Error(JSON.stringify(answer.errors));
    return { article: answer.data.publishArticle.article, seq: Number(answer.headers['x-content-seq']) };
  }
  const schedule = (who: Person, article: ArticleState, at: Date, more: object = {}) =>
    mutate(who, 'scheduleArticle', 'ScheduleArticleInput', { ...on(article), at: at.toISOString(), ...more });
  /** Runs a mutation with an instant a second from now; with a later one, where the machine is too slow for that. */
  async function mutateSoon(who: Person, name: string, type: string, inputAt: (instant: Date) => object) {
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${ARTICLE} } }`;
    for (let waitMs = 1000; ; waitMs *= 2) {
      const instant = new Date(Date.now() + waitMs);
      const answer = await ask(who, query, { input: inputAt(instant) });
      if (codeOf(answer) === 'BAD_USER_INPUT' && waitMs < 10_000) continue;
      if (answer.errors) throw new Error(JSON.stringify(answer.errors));
      return { article: answer.data[name].article as ArticleState, instant };
    }
  }
  /** @param durationMs how long it is to be live; for ever, if not given */
  async function scheduleSoon(who: Person, article: ArticleState, durationMs?: number, more: object = {}) {
    const endOf = (at: Date) => (durationMs === undefined ? undefined : new Date(at.getTime() + durationMs));
    const { article: scheduled, instant } = await mutateSoon(
      who,
      'scheduleArticle',
      'ScheduleArticleInput',
      (at) => ({ ...on(article), ...more, at, until: endOf(at) }),
    );
    return { scheduled, at: instant, until: endOf(instant) ?? instant };
  }
  /** Gives what is live an end. */
  async function endSoon(who: Person, article: ArticleState) {
    const { article: ending, instant } = await mutateSoon(
      who,
      'setPublicationEnd',
      'SetPublicationEndInput',
      (until) => ({ ...on(article), until }),
    );
    return { ending, until: instant };
  }
  const save = (who: Person, article: ArticleState, fields: object) =>
    mutate(who, 'saveDraft', 'SaveDraftInput', { ...on(article), ...fields });

  /** From nothing to approved, by `writer` and `editor`. */
  async function approved(
    writer: Person,
    editor: Person,
    fields: Record<string, unknown> & { authorIds: string[] },
  ) {
    return approve(editor, await submit(writer, await draft(writer, fields)));
  }

  /** From nothing to live. */
  async function published(
    writer: Person,
    editor: Person,
    fields: Record<string, unknown> & { authorIds: string[] },
  ) {
    return publish(editor, await approved(writer, editor, fields));
  }

  /** From a saved draft to approved. */
  const reviewed = async (writer: Person, editor: Person, article: ArticleState) =>
    approve(editor, await submit(writer, article));

  /** Saved, approved and live with these fields changed. */
  const republished = async (writer: Person, editor: Person, article: ArticleState, fields: object) =>
    publish(editor, await reviewed(writer, editor, await save(writer, article, fields)));

  return {
    person,
    run,
    ask,
    mutate,
    author,
    tag,
    draft,
    on,
    submit,
    approve,
    publish,
    publishWithSeq,
    schedule,
    scheduleSoon,
    endSoon,
    save,
    approved,
    published,
    reviewed,
    republished,
  };
}

export type Newsroom = ReturnType<typeof newsroomOf>;

/**
 * A server with a writer, an editor and one byline, for test files whose tests share them. Awaited where the file is loaded, so
 * that all of them are constants; the file closes `app` in its `afterAll`.
 * @param changes to the server's configuration
 */
export async function startNewsroom(changes: Partial<ServerConfig> = {}) {
  const app = await startApp(changes);
  const newsroom = newsroomOf(app);
  const [writer, editor] = await Promise.all([newsroom.person('WRITER'), newsroom.person('EDITOR')]);
  return { app, newsroom, writer, editor, authorIds: [await newsroom.author(editor)] };
}

/** The code of the only error. */
export function codeOf(answer: GraphQLAnswer): string | undefined {
  return answer.errors?.length === 1 ? answer.errors[0]?.extensions.code : undefined;
}

/** What the only error tells beside its message. */
export function refusalOf(answer: GraphQLAnswer) {
  const [error, ...more] = answer.errors ?? [];
  if (error === undefined || more.length > 0) throw new Error(`Not refused once: ${JSON.stringify(answer)}`);
  return error.extensions;
}
