import { jest } from '@jest/globals';
import { ApiError, OfflineError } from '../api/errors.js';
import type { DraftApi, SavedRevision } from './draft-api.js';
import { EMPTY_DRAFT, type DraftContent } from './draft-content.js';
import { AUTOSAVE_AFTER_MS, DraftSaver } from './draft-saver.js';
import type { DraftStore, StoredDraft } from './draft-store.js';
import { TitleRequired } from './save-errors.js';

const CONTENT: DraftContent = { ...EMPTY_DRAFT, title: 'A title', slug: 'a-title', body: 'One.\n\nTwo.' };
const revision = (number: number, content: DraftContent): SavedRevision => ({
  articleId: 'article',
  revisionId: `revision-${number}`,
  number,
  content,
  by: { id: 'viewer', name: 'Leyla' },
  at: '2026-11-26T10:00:00.000Z',
});
const FIRST = revision(1, CONTENT);

/** A server with one article, whose answers a test may replace. */
function server() {
  let working = FIRST;
  const calls: (readonly [name: keyof DraftApi, changes?: Partial<DraftContent>])[] = [];
  const api: DraftApi = {
    create: async (content) => {
      calls.push(['create', content]);
      return (working = revision(1, { ...content, slug: 'made-by-the-server' }));
    },
    save: async (_id, baseRevisionId, changes) => {
      calls.push(['save', changes]);
      if (baseRevisionId !== working.revisionId) throw refusal({ code: 'CONFLICT' });
      return (working = revision(working.number + 1, { ...working.content, ...changes }));
    },
    autosave: async (_id, _base, changes) => {
      calls.push(['autosave', changes]);
      return '2026-11-26T10:00:01.000Z';
    },
    discardAutosave: async () => void calls.push(['discardAutosave']),
    workingCopy: async () => working,
  };
  const setWorking = (next: SavedRevision) => (working = next);
  return { api, calls, working: () => working, setWorking };
}

const refusal = (extensions: ApiError['extensions']) => new ApiError({ message: 'No.', extensions });

function memory() {
  const drafts = new Map<string, StoredDraft>();
  const store: DraftStore = {
    put: async (draft) => void drafts.set(draft.articleKey, draft),
    remove: async ({ articleKey }) => void drafts.delete(articleKey),
    of: async () => [...drafts.values()],
  };
  return { store, drafts };
}

function writing(base: SavedRevision | 'new article' = FIRST) {
  const { api, ...rest } = server();
  const { store, drafts } = memory();
  const saver = new DraftSaver({
    viewerId: 'viewer',
    tabId: 'tab',
    api,
    store,
    base: base === 'new article' ? undefined : base,
  });
  return { api, ...rest, drafts, saver, status: () => saver.snapshot().status };
}

const body = (text: string) => ({ body: text });
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('opening and saving sends nothing', async () => {
  const { saver, calls } = writing();
  expect(await saver.save()).toBe('unchanged');
  saver.pause();
  await pass(60_000);
  expect(calls).toEqual([]);
});

test('a keystroke is in the browser at once, and on the server after a pause', async () => {
  const { saver, calls, drafts, status } = writing();
  saver.change(body('One!'));
  expect(status()).toBe('unsaved');
  await pass(0);
  expect(drafts.get('article')?.content.body).toBe('One!');
  expect(calls).toEqual([]);
  saver.change(body('One!!'));
  await pass(AUTOSAVE_AFTER_MS);
  expect(calls).toEqual([['autosave', { body: 'One!!' }]]);
  expect(status()).toBe('saved');
  expect(saver.snapshot().isRevision).toBe(false);
});

test('text that is typed without a pause is stored in the browser', async () => {
  const { saver, drafts } = writing();
  for (let letters = 1; letters <= 6; letters += 1) {
    saver.change(body('x'.repeat(letters)));
    await pass(100);
  }
  expect(drafts.get('article')?.content.body.length).toBeGreaterThan(3);
});

test('a save sends the changed fields alone, and removes the local copy', async () => {
  const { saver, calls, drafts, status } = writing();
  saver.change(body('One!'));
  saver.change({ excerpt: 'Short.' });
  expect(await saver.save()).toBe('saved');
  expect(calls).toEqual([['save', { excerpt: 'Short.', body: 'One!' }]]);
  expect(status()).toBe('saved');
  expect(drafts.size).toBe(0);
  await pass(60_000);
  expect(calls).toHaveLength(1);
});

test('what is written during a save is saved on the revision that it returned', async () => {
  const { saver, api, calls, drafts, working } = writing();
  const { save } = api;
  let answer: () => void = () => undefined;
  const called = jest.spyOn(api, 'save').mockImplementationOnce(async (...given) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return save(...given);
  });
  saver.change(body('First.'));
  const first = saver.save();
  saver.change(body('Second.'));
  const second = saver.save();
  await pass(AUTOSAVE_AFTER_MS);
  expect(called).toHaveBeenCalledTimes(1);
  answer();
  expect([await first, await second]).toEqual(['saved', 'saved']);
  expect(calls).toEqual([
    ['save', { body: 'First.' }],
    ['save', { body: 'Second.' }],
  ]);
  expect(working()).toMatchObject({ number: 3, content: { body: 'Second.' } });
  expect(drafts.size).toBe(0);
});

test('without a server it keeps the text, says so, and saves by itself when it is back', async () => {
  const { saver, api, drafts, status, working } = writing();
  const offline = jest.spyOn(api, 'save').mockRejectedValue(new OfflineError());
  saver.change(body('Written offline.'));
  expect(await saver.save()).toBe('offline');
  expect(status()).toBe('offline');
  saver.change(body('Written offline. More.'));
  await pass(5_000);
  expect(status()).toBe('offline');
  expect(drafts.get('article')?.content.body).toBe('Written offline. More.');
  offline.mockRestore();
  saver.retryNow();
  await pass(0);
  expect(working().content.body).toBe('Written offline. More.');
  expect(status()).toBe('saved');
  expect(drafts.size).toBe(0);
});

test('attempts become rarer, and are not made for every pause in typing', async () => {
  const { saver, api } = writing();
  const offline = jest.spyOn(api, 'autosave').mockRejectedValue(new OfflineError());
  for (let second = 0; second < 60; second += 1) {
    saver.change(body(`Second ${second}`));
    saver.pause();
    await pass(1_000);
  }
  expect(offline.mock.calls.length).toBeLessThan(9);
});

test('a refusal is said beside the field until that is changed, and is not repeated by itself', async () => {
  const { saver, api, status, drafts } = writing();
  const refused = jest
    .spyOn(api, 'save')
    .mockRejectedValue(
      refusal({ code: 'BAD_USER_INPUT', fields: [{ path: ['input', 'slug'], message: 'x' }] }),
    );
  saver.change({ slug: 'No slug' });
  expect(await saver.save()).toBe('refused');
  expect(status()).toBe('refused');
  await pass(60_000);
  expect(refused).toHaveBeenCalledTimes(1);
  expect(drafts.get('article')?.content.slug).toBe('No slug');
  saver.change({ slug: 'a-slug' });
  refused.mockRestore();
  expect(await saver.save()).toBe('saved');
  expect(saver.snapshot().problem).toBeUndefined();
});

test('a colleague’s revision is a conflict, with all three texts, and mine stays in the browser on its own base', async () => {
  const { saver, setWorking, drafts, status } = writing();
  const theirs = revision(2, { ...CONTENT, body: 'Theirs.' });
  setWorking(theirs);
  saver.change(body('Mine.'));
  expect(await saver.save()).toBe('conflict');
  expect(saver.snapshot().conflict).toMatchObject({
    base: { number: 1, content: CONTENT },
    mine: { body: 'Mine.' },
    theirs,
  });
  expect(status()).toBe('conflict');
  await saver.storeLocally();
  expect(drafts.get('article')).toMatchObject({
    base: { revisionId: 'revision-1' },
    content: { body: 'Mine.' },
  });
  expect(await saver.resolveConflict({ ...CONTENT, body: 'Both.' })).toBe('saved');
  expect(saver.snapshot()).toMatchObject({
    base: { number: 3 },
    content: { body: 'Both.' },
    status: 'saved',
  });
});

test('an answer that was lost is no conflict with oneself', async () => {
  const { saver, api, working, status } = writing();
  const { save } = api;
  jest.spyOn(api, 'save').mockImplementationOnce(async (...given) => {
    await save(...given);
    throw new OfflineError();
  });
  saver.change(body('Saved, though nobody heard of it.'));
  expect(await saver.save()).toBe('offline');
  await pass(5_000);
  expect(status()).toBe('saved');
  expect(working().number).toBe(2);
  expect(saver.snapshot().base?.number).toBe(2);
});

test('dropping mine takes theirs, and leaves nothing behind', async () => {
  const { saver, setWorking, drafts, calls, status } = writing();
  setWorking(revision(2, { ...CONTENT, body: 'Theirs.' }));
  saver.change(body('Mine.'));
  await saver.save();
  await saver.discardMine();
  expect(saver.content.body).toBe('Theirs.');
  expect(status()).toBe('saved');
  expect(drafts.size).toBe(0);
  expect(calls.at(-1)).toEqual(['discardAutosave']);
});

test('a new article waits for its title, and is created by the first save', async () => {
  const { saver, calls, drafts, status } = writing('new article');
  saver.change(body('A beginning.'));
  await pass(AUTOSAVE_AFTER_MS);
  expect(drafts.get('new')?.content.body).toBe('A beginning.');
  expect(await saver.save()).toBe('refused');
  expect(saver.snapshot().problem?.error).toBeInstanceOf(TitleRequired);
  expect(calls).toEqual([]);
  saver.change({ title: 'At last' });
  expect(await saver.save()).toBe('saved');
  expect(saver.snapshot()).toMatchObject({ articleId: 'article', content: { slug: 'made-by-the-server' } });
  expect(drafts.size).toBe(0);
  saver.change(body('A beginning, and more.'));
  await pass(AUTOSAVE_AFTER_MS);
  expect(drafts.get('article')?.content.body).toBe('A beginning, and more.');
  expect(status()).toBe('saved');
});

test('text that is taken back by hand is taken back from the server too', async () => {
  const { saver, calls } = writing();
  saver.change(body('A slip.'));
  await pass(AUTOSAVE_AFTER_MS);
  saver.change(body(CONTENT.body));
  await pass(AUTOSAVE_AFTER_MS);
  expect(calls.map(([name]) => name)).toEqual(['autosave', 'discardAutosave']);
});

test('a title that the server trims is not sent again', async () => {
  const { saver, api, calls } = writing();
  const { save } = api;
  jest
    .spyOn(api, 'save')
    .mockImplementation((id, base, changes) =>
      save(id, base, { ...changes, title: changes.title?.trim() ?? '' }),
    );
  saver.change({ title: 'Spaced ' });
  expect(await saver.save()).toBe('saved');
  expect(await saver.save()).toBe('unchanged');
  expect(calls).toHaveLength(1);
  expect(saver.content.title).toBe('Spaced ');
});
