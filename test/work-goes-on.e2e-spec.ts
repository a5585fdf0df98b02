// What is approved, live and scheduled can be decided on while the working copy moves: published, rolled back, moved, given
// another end, and a draft is discarded for what is live.
import { decisions } from './support/decisions.js';
import { codeOf, refusalOf, startNewsroom } from './support/newsroom.js';
import { until } from './support/server-process.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
const desk = decisions(app);
afterAll(() => app.close());

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const titleFor = async (id: string) =>
  (await app.delivery('query ($id: ID) { article(id: $id) { title } }', { id })).data.article?.title;

/** Live as "One", approved as "Two", and a draft "Three" in work. */
async function inWork() {
  const one = await newsroom.published(writer, editor, { authorIds, title: 'One' });
  const two = await newsroom.reviewed(writer, editor, await newsroom.save(writer, one, { title: 'Two' }));
  const three = await newsroom.save(writer, two, { title: 'Three' });
  return { one: one.working.id, two: two.working.id, article: three };
}

describe('an approved revision', () => {
  test('is published, and rolled back, while a newer draft stays as it is', async () => {
    const { one, two, article } = await inWork();
    const updated = await desk.make(editor, 'PUBLISH', article, { revisionId: two });
    expect(updated).toMatchObject({ reviewState: 'DRAFT', working: { title: 'Three' } });
    expect(updated.live.revision.id).toBe(two);
    expect(await titleFor(article.id)).toBe('Two');

    const rolledBack = await desk.make(editor, 'PUBLISH', updated, { revisionId: one });
    expect([rolledBack.reviewState, rolledBack.live.revision.id]).toEqual(['DRAFT', one]);
    expect(rolledBack.history.nodes[0]).toMatchObject({ name: 'PUBLISH', revision: { id: one } });
    expect(await titleFor(article.id)).toBe('One');
  });

  test('in place of the working copy makes a published article UNPUBLISHED', async () => {
    const { two, article } = await inWork();
    const three = await newsroom.reviewed(writer, editor, article);
    const published = await desk.make(editor, 'PUBLISH', three);
    const rolledBack = await desk.make(editor, 'PUBLISH', published, { revisionId: two });
    expect([rolledBack.reviewState, rolledBack.live.revision.id]).toEqual(['UNPUBLISHED', two]);
    expect(await desk.make(editor, 'PUBLISH', rolledBack)).toMatchObject({ reviewState: 'PUBLISHED' });
  });

  test('is scheduled and moved while a newer draft is in review', async () => {
    const { two, article } = await inWork();
    const inReview = await newsroom.submit(writer, article);
    const [first, later] = [inHours(1), inHours(2)];
    const scheduled = await desk.make(editor, 'SCHEDULE', inReview, { revisionId: two, at: first });
    expect(scheduled).toMatchObject({
      reviewState: 'IN_REVIEW',
      scheduled: { liveFrom: first, revision: { id: two } },
    });
    const moved = await desk.make(editor, 'SCHEDULE', scheduled, { at: later });
    expect(moved).toMatchObject({
      reviewState: 'IN_REVIEW',
      scheduled: { liveFrom: later, revision: { id: two } },
    });
    expect(moved.live.liveUntil).toBe(later);
  });

  test('that nobody approved, and one that is live, are refused with the reason', async () => {
    const { one, article } = await inWork();
    const four = await newsroom.save(writer, article, { title: 'Four' });
    const attempt = async (revisionId: string) =>
      refusalOf(await desk.attempt(editor, 'PUBLISH', four, { revisionId }));
    expect(await attempt(article.working.id)).toMatchObject({
      code: 'INVALID_TRANSITION',
      blockedBy: [{ code: 'NOT_APPROVED', remedy: expect.any(String) }],
    });
    expect(await attempt(one)).toMatchObject({
      code: 'INVALID_TRANSITION',
      blockedBy: [{ code: 'WRONG_STATE' }],
    });
    const stranger = await newsroom.draft(writer, { authorIds });
    expect(await attempt(stranger.working.id)).toMatchObject({ code: 'NOT_FOUND' });
    const wrong = await desk.attempt(writer, 'PUBLISH', four, { revisionId: one });
    expect(refusalOf(wrong).blockedBy.map(({ code }: { code: string }) => code)).toContain('ROLE_REQUIRED');
  });

  test('whose slug another article has taken is refused with CONFLICT on revisionId', async () => {
    const one = await newsroom.published(writer, editor, { authorIds, title: 'Live' });
    const two = await newsroom.save(writer, one, { slug: `freed-${one.id.slice(-8)}` });
    const approved = await newsroom.reviewed(writer, editor, two);
    const three = await newsroom.save(writer, approved, { slug: `kept-${one.id.slice(-8)}` });
    await newsroom.draft(writer, { authorIds, slug: two.working.slug });
    const answer = await desk.attempt(editor, 'PUBLISH', three, { revisionId: two.working.id });
    expect(refusalOf(answer)).toMatchObject({
      code: 'CONFLICT',
      fields: [{ path: ['input', 'revisionId'] }],
    });
  });

  test('that goes live by the clock makes a published article UNPUBLISHED, at once in reads and then in the history', async () => {
    const { two, article } = await inWork();
    const back = await desk.make(writer, 'DISCARD', article);
    const { scheduled } = await newsroom.scheduleSoon(editor, back, undefined, { revisionId: two });
    expect(scheduled).toMatchObject({ reviewState: 'PUBLISHED' });
    let seen = await desk.seen(editor, article.id);
    await until(async () => {
      seen = await desk.seen(editor, article.id);
      return seen.live.revision.id === two;
    });
    expect(seen.reviewState).toBe('UNPUBLISHED');
    await until(async () => {
      seen = await desk.seen(editor, article.id);
      return seen.history.nodes[0].name === 'GO_LIVE';
    });
    expect(seen.history.nodes[0]).toMatchObject({ from: 'PUBLISHED', to: 'UNPUBLISHED', by: null });
  });
});

describe('an end that was set', () => {
  test('stays when a correction is published and when a schedule moves, until null removes it', async () => {
    const end = inHours(48);
    const live = await newsroom.published(writer, editor, { authorIds, title: 'One' });
    const ending = await desk.make(editor, 'SET_END', live, { until: end });
    expect(ending).toMatchObject({ reviewState: 'PUBLISHED', live: { liveUntil: end } });
    const correction = await newsroom.reviewed(
      writer,
      editor,
      await newsroom.save(writer, ending, { title: 'Corrected' }),
    );
    const corrected = await desk.make(editor, 'PUBLISH', correction);
    expect(corrected.live).toMatchObject({ liveUntil: end, revision: { title: 'Corrected' } });
    const endless = await desk.make(editor, 'SET_END', corrected, { until: null });
    expect(endless.live.liveUntil).toBeNull();
  });

  test('that is not after the beginning is refused on until, and nothing changes', async () => {
    const live = await newsroom.published(writer, editor, { authorIds });
    const ending = await desk.make(editor, 'SET_END', live, { until: inHours(2) });
    const next = await newsroom.reviewed(
      writer,
      editor,
      await newsroom.save(writer, ending, { title: 'Next' }),
    );
    const scheduled = await desk.make(editor, 'SCHEDULE', next, { at: inHours(1) });
    const moved = await desk.attempt(editor, 'SCHEDULE', scheduled, { at: inHours(3) });
    expect(refusalOf(moved)).toMatchObject({
      code: 'BAD_USER_INPUT',
      fields: [{ path: ['input', 'until'] }],
    });
    const late = await desk.attempt(editor, 'SET_END', scheduled, { until: inHours(1.5) });
    expect(refusalOf(late)).toMatchObject({ code: 'BAD_USER_INPUT', fields: [{ path: ['input', 'until'] }] });
    expect((await desk.seen(editor, live.id)).version).toBe(scheduled.version);
  });

  test('is in the history, as is the beginning', async () => {
    const [at, end] = [inHours(1), inHours(5)];
    const approved = await newsroom.approved(writer, editor, { authorIds });
    await desk.make(editor, 'SCHEDULE', approved, { at, until: end });
    const { article } = await newsroom.run(
      editor,
      'query ($id: ID!) { article(id: $id) { history(names: ["SCHEDULE"]) { totalCount nodes { name liveFrom liveUntil } } } }',
      { id: approved.id },
    );
    expect(article.history).toEqual({
      totalCount: 1,
      nodes: [{ name: 'SCHEDULE', liveFrom: at, liveUntil: end }],
    });
  });
});

describe('discarding a draft', () => {
  const REVISION =
    'query ($id: ID!) { article(id: $id) { working { contentHash title approval { by { id } override } } live { revision { contentHash } } } }';

  test('brings back the content, the hash and the approval of what is live, written by nobody', async () => {
    const { article } = await inWork();
    const ownEditor = await newsroom.person('EDITOR');
    const back = await desk.make(ownEditor, 'DISCARD', article);
    expect(back).toMatchObject({ reviewState: 'PUBLISHED', working: { number: 4, title: 'One' } });
    const read = (await newsroom.run(editor, REVISION, { id: article.id })).article;
    expect(read.working.contentHash).toBe(read.live.revision.contentHash);
    expect(read.working.approval).toEqual({ by: { id: editor.id }, override: null });
    const edited = await newsroom.submit(writer, await newsroom.save(writer, back, { title: 'Five' }));
    expect(await newsroom.approve(ownEditor, edited)).toMatchObject({ reviewState: 'APPROVED' });
  });

  test('makes no revision where the working copy says what is live already', async () => {
    const one = await newsroom.published(writer, editor, { authorIds, title: 'Same' });
    const away = await newsroom.save(writer, one, { title: 'Other' });
    const same = await newsroom.save(writer, away, { title: 'Same' });
    const back = await desk.make(writer, 'DISCARD', same);
    expect([back.reviewState, back.working.id]).toEqual(['PUBLISHED', same.working.id]);
    const down = await desk.make(editor, 'UNPUBLISH', back);
    expect(await desk.make(editor, 'PUBLISH', down)).toMatchObject({ reviewState: 'PUBLISHED' });
  });

  test('is not for a writer who is no owner, nor for what was never live', async () => {
    const { article } = await inWork();
    expect(codeOf(await desk.attempt(await newsroom.person('WRITER'), 'DISCARD', article))).toBe('NOT_FOUND');
    const draft = await newsroom.draft(writer, { authorIds });
    expect(refusalOf(await desk.attempt(writer, 'DISCARD', draft)).blockedBy[0].code).toBe('NOTHING_LIVE');
  });
});

describe('slugs', () => {
  test('an archived article that was never live frees its slug, and reopening takes it back or numbers it', async () => {
    const slug = `archived-${Date.now()}`;
    const mine = await newsroom.draft(writer, { authorIds, slug });
    const archived = await desk.make(editor, 'ARCHIVE', mine);
    const again = await desk.make(editor, 'REOPEN', archived);
    expect(again.working).toMatchObject({ slug, number: 1 });

    const away = await desk.make(editor, 'ARCHIVE', again);
    await newsroom.draft(writer, { authorIds, slug });
    const numbered = await desk.make(editor, 'REOPEN', away);
    expect(numbered.working).toMatchObject({ slug: `${slug}-2`, number: 2 });
    expect(numbered.history.nodes[0].note).toContain(`${slug}-2`);
    const inReview = await desk.make(writer, 'SUBMIT', numbered);
    expect(await desk.make(editor, 'APPROVE', inReview)).toMatchObject({ reviewState: 'APPROVED' });
  });

  test('a revision whose slug another article has is restored under the current one', async () => {
    const slug = `restored-${Date.now()}`;
    const first = await newsroom.draft(writer, { authorIds, title: 'First', slug });
    const second = await newsroom.save(writer, first, { title: 'Second', slug: `${slug}-now` });
    await newsroom.draft(writer, { authorIds, slug });
    const restored = await newsroom.mutate(writer, 'restoreRevision', 'RestoreRevisionInput', {
      ...newsroom.on(second),
      number: 1,
    });
    expect(restored.working).toMatchObject({ number: 3, slug: `${slug}-now` });
  });
});

describe('one document with several mutations', () => {
  test('executes each for itself: what is refused is null, and the others are done', async () => {
    const { article } = await inWork();
    const answer = await newsroom.ask(
      editor,
      `mutation ($save: SaveDraftInput!, $publish: PublishArticleInput!, $end: SetPublicationEndInput!) {
        first: saveDraft(input: $save) { article { version } }
        second: publishArticle(input: $publish) { article { version } }
        third: setPublicationEnd(input: $end) { article { live { liveUntil } } }
      }`,
      {
        save: { articleId: article.id, version: article.version, title: 'Saved' },
        publish: { articleId: article.id, version: article.version },
        end: { articleId: article.id, version: article.version + 1, until: '2999-01-01T00:00:00.000Z' },
      },
    );
    expect(answer.status).toBe(200);
    expect(answer.data).toEqual({
      first: { article: { version: article.version + 1 } },
      second: null,
      third: { article: { live: { liveUntil: '2999-01-01T00:00:00.000Z' } } },
    });
    expect(answer.errors?.map(({ path, extensions }) => [path, extensions.code])).toEqual([
      [['second'], 'CONFLICT'],
    ]);
  });
});
