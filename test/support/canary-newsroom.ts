// A newsroom in two parts. The first is what readers see, and what they must not see of how it came about. The second is
// what they must not see at all. Whatever they must not see has the canary's word in every text of it.
import type { TestApp } from './app.js';
import { newsroomOf, type ArticleState, type Person } from './newsroom.js';

export const CANARY = 'zqcanary';

const DAY_MS = 86_400_000;

export interface LivePart {
  readonly writer: Person;
  readonly editor: Person;
  readonly admin: Person;
  readonly authorIds: string[];
  readonly tagIds: string[];
  /** Ready for something to be hidden behind each. */
  readonly articles: ArticleState[];
}

export interface HiddenPart {
  readonly editor: Person;
  /** Approved. */
  readonly toBePublished: ArticleState;
  /** Tokens. */
  readonly previews: { readonly ofCanary: string; readonly ofClean: string };
}

/** All texts of an article with the word in them. */
const canaryTexts = (what: string) => ({
  title: `${CANARY} ${what} title`,
  excerpt: `The ${CANARY} sings in the excerpt of ${what}.`,
  body: `The **${CANARY}** sings in the body of ${what}, and on [its page](https://${CANARY}.example/).`,
  seo: {
    title: `${CANARY} ${what} head`,
    description: `${CANARY} ${what} description`,
    canonicalUrl: `https://${CANARY}.example/${what}`,
  },
});

function deskOf(app: TestApp) {
  const newsroom = newsroomOf(app);
  /** Any transition, with a note that nobody but the desk may read. */
  const decide = (who: Person, name: string, type: string, article: ArticleState, more: object = {}) =>
    newsroom.mutate(who, name, `${type}Input`, {
      ...newsroom.on(article),
      note: `A ${CANARY} note on ${name}.`,
      ...more,
    });
  const submit = (who: Person, article: ArticleState) =>
    decide(who, 'submitForReview', 'Transition', article);
  const approve = (who: Person, article: ArticleState, more: object = {}) =>
    decide(who, 'approveArticle', 'ApproveArticle', article, { revisionId: article.working.id, ...more });
  const publish = (who: Person, article: ArticleState, more: object = {}) =>
    decide(who, 'publishArticle', 'PublishArticle', article, more);
  const schedule = (who: Person, article: ArticleState) =>
    decide(who, 'scheduleArticle', 'ScheduleArticle', article, { at: inDays(1) });
  const make = async (who: Person, type: 'Tag' | 'Author', input: object): Promise<string> => {
    const kind = type.toLowerCase();
    const query = `mutation ($input: Create${type}Input!) { create${type}(input: $input) { ${kind} { id } } }`;
    return (await newsroom.run(who, query, { input }))[`create${type}`][kind].id;
  };
  const canaryTag = (who: Person, what: string) =>
    make(who, 'Tag', { name: `${CANARY} ${what} tag`, description: `The ${CANARY} tag of ${what}.` });
  const canaryAuthor = (who: Person, what: string) =>
    make(who, 'Author', { name: `${CANARY} ${what} byline`, bio: `The ${CANARY} of ${what}.` });
  return { ...newsroom, decide, submit, approve, publish, schedule, make, canaryTag, canaryAuthor };
}

const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString();

/** Four live articles; one of them once showed readers the word, and does not any more. */
export async function fillLivePart(app: TestApp): Promise<LivePart> {
  const desk = deskOf(app);
  const [writer, editor, admin] = await Promise.all([
    desk.person('WRITER', `${CANARY} Writer`),
    desk.person('EDITOR', `${CANARY} Editor`),
    desk.person('ADMIN', `${CANARY} Administrator`),
  ]);
  await app.owner.query(`UPDATE desk.users SET email = '${CANARY}.' || email`);
  await app.owner.query(`UPDATE desk.api_tokens SET name = '${CANARY} token'`);
  const authorIds = [
    await desk.make(editor, 'Author', { name: 'Aliya Serikova', bio: 'Writes about ports.' }),
    await desk.make(editor, 'Author', { name: 'Jonas Weber' }),
  ];
  const tagIds = [
    await desk.make(editor, 'Tag', { name: 'Rail', description: 'All that runs on rails.' }),
    await desk.make(editor, 'Tag', { name: 'Ports' }),
  ];
  const live = async (title: string, more: object = {}) => {
    const fields = { title, body: `${title}: the rail to the port is open.`, authorIds, tagIds, ...more };
    return desk.approve(editor, await desk.submit(writer, await desk.draft(writer, fields)));
  };

  const once = await live('Once', {
    ...canaryTexts('once'),
    slug: 'mended',
    authorIds: [await desk.canaryAuthor(editor, 'once')],
    tagIds: [await desk.canaryTag(editor, 'once')],
  });
  const mended = await desk.save(writer, await desk.publish(editor, once), {
    title: 'Mended',
    excerpt: null,
    body: 'The rail is mended.',
    seo: null,
    authorIds,
    tagIds,
  });
  const written = await desk.draft(admin, { title: 'By the book', body: 'A port.', authorIds, tagIds });
  const override = `The ${CANARY} is on leave.`;
  const articles = [
    await desk.publish(editor, await desk.approve(editor, await desk.submit(writer, mended))),
    await desk.publish(editor, await live('Rail to the sea', { tagIds: tagIds.slice(0, 1) })),
    await desk.publish(editor, await live('Until the day after tomorrow'), { until: inDays(2) }),
    await desk.publish(admin, await desk.approve(admin, await desk.submit(admin, written), { override })),
  ];
  return { writer, editor, admin, authorIds, tagIds, articles };
}

/**
 * What readers must not see: an article in every state, on the tags and bylines that readers know and on its own, newer
 * revisions of what is live, and what nothing live uses.
 */
export async function fillHiddenPart(app: TestApp, live: LivePart): Promise<HiddenPart> {
  const { writer, editor, authorIds, tagIds } = live;
  const desk = deskOf(app);
  const fieldsOf = async (what: string) => ({
    ...canaryTexts(what),
    authorIds: [...authorIds, await desk.canaryAuthor(editor, what)],
    tagIds: [...tagIds, await desk.canaryTag(editor, what)],
  });
  const draft = async (what: string) => desk.draft(writer, await fieldsOf(what));
  const inReview = async (what: string) => desk.submit(writer, await draft(what));
  const approved = async (what: string) => desk.approve(editor, await inReview(what));
  const published = async (what: string, more?: object) => desk.publish(editor, await approved(what), more);
  const take = (article: ArticleState, name: string) => desk.decide(editor, name, 'Transition', article);

  const toExpire = await approved('expired');
  const inMoments = new Date(Date.now() + 4000).toISOString();
  const expired = await desk.publish(editor, toExpire, { until: inMoments });
  const drafted = await draft('drafted');
  await inReview('reviewed');
  await take(await inReview('returned'), 'requestChanges');
  const toBePublished = await approved('approved');
  await desk.schedule(editor, await approved('scheduled'));
  await take(await desk.schedule(editor, await approved('unscheduled')), 'unscheduleArticle');
  await take(await published('unpublished'), 'unpublishArticle');
  await take(await take(await published('archived'), 'unpublishArticle'), 'archiveArticle');
  await take(await draft('shelved'), 'archiveArticle');
  await desk.canaryTag(editor, 'unused');
  await desk.canaryAuthor(editor, 'unused');

  const [first, second, third] = live.articles;
  if (!first || !second || !third) throw new Error('Something live is missing.');
  await desk.save(writer, first, { ...(await fieldsOf('newer')), slug: `${CANARY}-newer-slug` });
  for (const [article, what] of [
    [second, 'next'],
    [third, 'last'],
  ] as const) {
    const fields = { ...(await fieldsOf(what)), slug: `${CANARY}-${what}-slug` };
    const next = await desk.submit(writer, await desk.save(writer, article, fields));
    await desk.schedule(editor, await desk.approve(editor, next));
  }

  const PREVIEW = 'mutation ($input: CreatePreviewInput!) { createPreview(input: $input) { token } }';
  const preview = async (articleId: string): Promise<string> =>
    (await desk.run(editor, PREVIEW, { input: { articleId } })).createPreview.token;
  const clean = await desk.draft(writer, { title: 'A clean draft', authorIds, tagIds });
  const previews = { ofCanary: await preview(drafted.id), ofClean: await preview(clean.id) };
  await untilEnded(app, expired.id);
  return { toBePublished, editor, previews };
}

async function untilEnded(app: TestApp, articleId: string): Promise<void> {
  const ENDS = 'SELECT pg_sleep_until(max(live_until)) FROM desk.publications WHERE article_id = $1';
  await app.owner.query(ENDS, [articleId]);
}
