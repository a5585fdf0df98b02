// The rules beside the table: four eyes, completeness, versions, who owns what, and that approval names a revision.
import { startApp } from './support/app.js';
import {
  codeOf,
  newsroomOf,
  refusalOf,
  type ArticleState,
  type Person,
  startNewsroom,
} from './support/newsroom.js';

const { app, newsroom, writer, editor, authorIds } = await startNewsroom();
const admin = await newsroom.person('ADMIN');
afterAll(() => app.close());

const APPROVE =
  'mutation ($input: ApproveArticleInput!) { approveArticle(input: $input) { article { reviewState } } }';
const approval = (article: ArticleState, more: object = {}) => ({
  input: { ...newsroom.on(article), revisionId: article.working.id, ...more },
});
const blockersOf = async (who: Person, id: string, name: string) => {
  const data = await newsroom.run(
    who,
    'query ($id: ID!) { article(id: $id) { transitions { name blockedBy { code } } } }',
    { id },
  );
  const option = data.article.transitions.find((transition: { name: string }) => transition.name === name);
  return option.blockedBy.map((blocker: { code: string }) => blocker.code);
};

describe('four eyes', () => {
  test('an editor who made any revision since the last publication cannot approve, and an administrator only with a reason', async () => {
    const draft = await newsroom.draft(editor, { authorIds });
    const submitted = await newsroom.submit(
      editor,
      await newsroom.save(admin, draft, { title: 'By another' }),
    );
    expect(await blockersOf(editor, draft.id, 'APPROVE')).toEqual(['FOUR_EYES']);
    const answer = await newsroom.ask(editor, APPROVE, approval(submitted));
    expect([codeOf(answer), answer.errors?.[0]?.extensions.blockedBy[0].code]).toEqual([
      'FORBIDDEN',
      'FOUR_EYES',
    ]);
    expect(codeOf(await newsroom.ask(editor, APPROVE, approval(submitted, { override: 'I insist' })))).toBe(
      'FORBIDDEN',
    );
    expect(codeOf(await newsroom.ask(admin, APPROVE, approval(submitted)))).toBe('FORBIDDEN');
    expect(codeOf(await newsroom.ask(admin, APPROVE, approval(submitted, { override: ' ' })))).toBe(
      'BAD_USER_INPUT',
    );
    const overridden = await newsroom.ask(
      admin,
      APPROVE,
      approval(submitted, { note: 'Read twice.', override: 'Nobody else is here' }),
    );
    expect(overridden.data.approveArticle.article.reviewState).toBe('APPROVED');
    const { article: read } = await newsroom.run(
      editor,
      'query ($id: ID!) { article(id: $id) { history(first: 1) { nodes { name note override } } } }',
      { id: draft.id },
    );
    expect(read.history.nodes[0]).toMatchObject({ name: 'APPROVE', override: 'Nobody else is here' });
    expect(read.history.nodes[0].note).toMatch(/Read twice\.[^]*Nobody else is here/);
  });

  test('an editor whose last revision has been published can approve what others wrote since', async () => {
    const other = await newsroom.person('EDITOR');
    const live = await newsroom.published(editor, other, { authorIds });
    const submitted = await newsroom.submit(editor, await newsroom.save(other, live, { title: 'Next' }));
    expect(await blockersOf(other, live.id, 'APPROVE')).toEqual(['FOUR_EYES']);
    expect((await newsroom.approve(editor, submitted)).reviewState).toBe('APPROVED');
  });

  test('an override that is not needed is not recorded', async () => {
    const submitted = await newsroom.submit(writer, await newsroom.draft(writer, { authorIds }));
    expect(
      (await newsroom.ask(admin, APPROVE, approval(submitted, { override: 'In case' }))).errors,
    ).toBeUndefined();
    const { article } = await newsroom.run(
      admin,
      'query ($id: ID!) { article(id: $id) { history(first: 1) { nodes { note override } } } }',
      { id: submitted.id },
    );
    expect(article.history.nodes).toEqual([{ note: null, override: null }]);
  });

  test('an editor approves their own writing where FOUR_EYES is off', async () => {
    const alone = await startApp({ databaseUrl: app.databaseUrl, fourEyes: false });
    try {
      const desk = newsroomOf(alone);
      expect((await desk.approved(editor, editor, { authorIds })).reviewState).toBe('APPROVED');
    } finally {
      await alone.close();
    }
  });
});

test.each([
  ['a title', { title: '' }],
  ['a title that can be seen', { title: '\u200b\u2060\u3164' }],
  ['a body that is not blank', { body: ' \n ' }],
  ['a body that can be seen', { body: '\u00a0\n\ufeff\u200b\u3000' }],
  ['an author', { authorIds: [] }],
])('SUBMIT needs %s', async (_what, lacking) => {
  const draft = await newsroom.draft(writer, { authorIds, slug: undefined, title: 'Complete', ...lacking });
  const codes = await blockersOf(writer, draft.id, 'SUBMIT');
  expect(new Set(codes)).toEqual(new Set(['INCOMPLETE']));
  const answer = await newsroom.ask(
    writer,
    'mutation ($input: TransitionInput!) { submitForReview(input: $input) { article { id } } }',
    { input: newsroom.on(draft) },
  );
  expect([codeOf(answer), answer.errors?.[0]?.extensions.from]).toEqual(['INVALID_TRANSITION', 'DRAFT']);
});

test('SUBMIT of an incomplete article is refused with every part that is missing, and no more', async () => {
  const bare = await newsroom.draft(writer, { authorIds: [], title: '', body: '' });
  const lacking = ['INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE', 'INCOMPLETE'];
  expect(await blockersOf(writer, bare.id, 'SUBMIT')).toEqual(lacking);
  const titled = await newsroom.save(writer, bare, { title: 'Complete but for two' });
  expect(await blockersOf(writer, bare.id, 'SUBMIT')).toEqual(lacking.slice(2));
  const written = await newsroom.save(writer, titled, { body: 'Words' });
  expect(await blockersOf(writer, bare.id, 'SUBMIT')).toEqual(lacking.slice(3));
  await newsroom.save(writer, written, { authorIds });
  expect(await blockersOf(writer, bare.id, 'SUBMIT')).toEqual([]);
});

test('SUBMIT of a body that shows nothing is refused, and a picture alone is a body', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  let article: ArticleState = draft;
  for (const body of [
    '<!-- x -->',
    '&nbsp;',
    '---',
    '[a]: /b',
    '<iframe src="https://a.example/b"></iframe>',
  ]) {
    article = await newsroom.save(writer, article, { body });
    expect([body, ...(await blockersOf(writer, draft.id, 'SUBMIT'))]).toEqual([body, 'INCOMPLETE']);
  }
  await newsroom.save(writer, article, { body: '![](https://a.example/b.jpg)' });
  expect(await blockersOf(writer, draft.id, 'SUBMIT')).toEqual([]);
});

test('a refusal names what is wrong first: the sign-in, the input, the article, its version, its state, the role', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  const blank = { articleId: 'art_nothing', version: 9, note: ' ' };
  const query = 'mutation ($input: TransitionInput!) { requestChanges(input: $input) { article { id } } }';
  expect(codeOf(await app.desk(query, { input: blank }))).toBe('UNAUTHENTICATED');
  const ask = async (input: object) => codeOf(await newsroom.ask(writer, query, { input }));
  expect(await ask(blank)).toBe('BAD_USER_INPUT');
  expect(await ask({ ...blank, note: 'Shorter.' })).toBe('NOT_FOUND');
  expect(await ask({ articleId: draft.id, version: 9, note: 'Shorter.' })).toBe('CONFLICT');
  expect(await ask({ ...newsroom.on(draft), note: 'Shorter.' })).toBe('INVALID_TRANSITION');
  const submitted = await newsroom.submit(writer, draft);
  expect(await ask({ ...newsroom.on(submitted), note: 'Shorter.' })).toBe('FORBIDDEN');
});

test('saving the same content keeps an approval, and saving other content takes it away', async () => {
  const approved = await newsroom.approved(writer, editor, { authorIds, title: 'Approved as it is' });
  const again = await newsroom.save(writer, approved, { title: 'Approved as it is' });
  expect(again).toEqual(approved);
  expect(await newsroom.save(writer, approved, { title: 'Not as it was' })).toMatchObject({
    reviewState: 'DRAFT',
    version: approved.version + 1,
  });
});

test('a mutation that names an old version gets CONFLICT, with where the article stands and who changed it when', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  const submitted = await newsroom.submit(writer, draft);
  const answer = await newsroom.ask(
    writer,
    'mutation ($input: SaveDraftInput!) { saveDraft(input: $input) { article { id } } }',
    { input: { ...newsroom.on(draft), title: 'Late' } },
  );
  expect(answer.errors?.[0]?.extensions).toEqual({
    code: 'CONFLICT',
    currentVersion: 2,
    currentState: 'IN_REVIEW',
    workingRevisionId: submitted.working.id,
    changedBy: { id: writer.id, name: expect.any(String) },
    changedAt: expect.stringMatching(/^2/),
  });
});

test('a revision that is not the working copy cannot be approved', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  const submitted = await newsroom.submit(writer, await newsroom.save(writer, draft, { title: 'Rewritten' }));
  const answer = await newsroom.ask(editor, APPROVE, approval(submitted, { revisionId: draft.working.id }));
  expect(answer.errors?.[0]?.extensions).toMatchObject({
    code: 'CONFLICT',
    currentVersion: submitted.version,
  });
  const elsewhere = await newsroom.draft(writer, { authorIds });
  expect(
    codeOf(await newsroom.ask(editor, APPROVE, approval(submitted, { revisionId: elsewhere.working.id }))),
  ).toBe('NOT_FOUND');
});

test('REQUEST_CHANGES without a note is refused', async () => {
  const submitted = await newsroom.submit(writer, await newsroom.draft(writer, { authorIds }));
  const query =
    'mutation ($input: TransitionInput!) { requestChanges(input: $input) { article { reviewState } } }';
  for (const note of [undefined, null, '  ']) {
    const answer = await newsroom.ask(editor, query, { input: { ...newsroom.on(submitted), note } });
    expect([codeOf(answer), answer.errors?.[0]?.extensions.fields[0].path]).toEqual([
      'BAD_USER_INPUT',
      ['input', 'note'],
    ]);
  }
});

test('readers get the approved revision, whatever is done to the working copy', async () => {
  const live = await newsroom.published(writer, editor, { authorIds, title: 'Approved' });
  const readers = async () =>
    (await app.delivery('query ($id: ID) { article(id: $id) { title body { html } } }', { id: live.id }))
      .data;
  const before = await readers();
  const saved = await newsroom.save(writer, live, { title: 'Unread', body: 'Unread' });
  expect(await readers()).toEqual(before);
  const approved = await newsroom.reviewed(writer, editor, saved);
  expect(await readers()).toEqual(before);
  await newsroom.publish(editor, approved);
  expect((await readers()).article.title).toBe('Unread');
});

test('an editor sets the owners, and other writers neither see nor change the article', async () => {
  const draft = await newsroom.draft(writer, { authorIds });
  const other = await newsroom.person('WRITER');
  const query =
    'mutation ($input: SetOwnersInput!) { setOwners(input: $input) { article { version owners { id } } } }';
  const input = { ...newsroom.on(draft), userIds: [other.id] };
  expect(codeOf(await newsroom.ask(other, query, { input }))).toBe('NOT_FOUND');
  expect(codeOf(await newsroom.ask(writer, query, { input: { ...input, version: 9 } }))).toBe('CONFLICT');
  expect(codeOf(await newsroom.ask(writer, query, { input }))).toBe('FORBIDDEN');
  const nobody = await newsroom.ask(editor, query, {
    input: { ...input, userIds: [other.id, 'usr_nobody'] },
  });
  expect(nobody.errors?.[0]?.extensions).toMatchObject({
    code: 'NOT_FOUND',
    fields: [{ path: ['input', 'userIds', 1] }],
  });
  const { setOwners } = await newsroom.run(editor, query, { input });
  expect(setOwners.article).toEqual({ version: 2, owners: [{ id: other.id }] });
  const see = (who: Person) =>
    newsroom.run(who, 'query ($id: ID!) { article(id: $id) { id } }', { id: draft.id });
  expect([(await see(writer)).article, (await see(other)).article]).toEqual([null, { id: draft.id }]);
});

test.each([
  ['approveArticle', 'ApproveArticleInput', { revisionId: 'rev_none' }, 'revisionId'],
  ['restoreRevision', 'RestoreRevisionInput', { number: 99 }, 'number'],
])(
  '%s of a revision that is not there gets NOT_FOUND, also with an old version',
  async (name, type, named, field) => {
    const draft = await newsroom.draft(writer, { authorIds });
    await newsroom.submit(writer, draft);
    const answer = await newsroom.ask(
      editor,
      `mutation ($input: ${type}!) { ${name}(input: $input) { article { id } } }`,
      { input: { ...newsroom.on(draft), ...named } },
    );
    expect(refusalOf(answer)).toMatchObject({ code: 'NOT_FOUND', fields: [{ path: ['input', field] }] });
  },
);

describe('the database refuses', () => {
  const archive = (id: string) =>
    app.owner.query(`UPDATE desk.articles SET review_state = 'ARCHIVED' WHERE id = $1`, [id]);
  const refusal = { code: '23514', constraint: 'archived_has_nothing_live' };

  test('to archive an article that is live or scheduled', async () => {
    const live = await newsroom.published(writer, editor, { authorIds });
    await expect(archive(live.id)).rejects.toMatchObject(refusal);
    const approved = await newsroom.approved(writer, editor, { authorIds });
    const scheduled = await newsroom.schedule(editor, approved, new Date(Date.now() + 600_000));
    await expect(archive(scheduled.id)).rejects.toMatchObject(refusal);
  });

  test('to publish an article that is archived', async () => {
    const live = await newsroom.published(writer, editor, { authorIds });
    const down = await newsroom.mutate(editor, 'unpublishArticle', 'TransitionInput', newsroom.on(live));
    await newsroom.mutate(editor, 'archiveArticle', 'TransitionInput', newsroom.on(down));
    const extend = app.owner.query('UPDATE desk.publications SET live_until = NULL WHERE article_id = $1', [
      live.id,
    ]);
    await expect(extend).rejects.toMatchObject(refusal);
  });
});
