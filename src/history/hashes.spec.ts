import { createHmac } from 'node:crypto';
import {
  eventHash,
  type HashedEvent,
  headHash,
  isSameHash,
  type Link,
  markHash,
  microseconds,
  revisionHash,
} from './hashes.js';
import { type HistoryKey, keyring } from './keys.js';

const SECRET = 'a secret of more than thirty-two bytes';
const [KEY, OTHER] = keyring([SECRET, 'b'.repeat(32)]) as [HistoryKey, HistoryKey];

const EVENT: HashedEvent = {
  id: 'evt_1',
  articleId: 'art_1',
  name: 'APPROVE',
  fromState: 'IN_REVIEW',
  toState: 'APPROVED',
  revisionId: 'rev_1',
  byId: 'usr_1',
  note: 'Read "twice" — қазақша.',
  override: null,
  at: '1796000000123000',
  liveFrom: null,
  liveUntil: null,
  ownersAdded: ['usr_2', 'usr_3'],
  ownersRemoved: [],
};
const LINK: Link = { position: 3, previous: 'aa', revisionHash: 'bb', takenInAt: null };
const REVISION = {
  ...{ id: 'rev_1', articleId: 'art_1', number: 1, contentHash: 'cc', isCopy: false },
  ...{ createdById: 'usr_1', createdAt: '1796000000000000' },
};

test('what is hashed of an event is JSON of its columns in their order, after its place in the chain', () => {
  const text =
    '["event",1,3,"aa","bb",null,"evt_1","art_1","APPROVE","IN_REVIEW","APPROVED","rev_1","usr_1",' +
    '"Read \\"twice\\" — қазақша.",null,"1796000000123000",null,null,["usr_2","usr_3"],[]]';
  expect(eventHash(KEY, EVENT, LINK)).toBe(createHmac('sha256', SECRET).update(text).digest('hex'));
});

test('what is hashed of format 1 stays as it is: stored hashes depend on it', () => {
  expect([
    eventHash(KEY, EVENT, LINK),
    revisionHash(REVISION),
    headHash(KEY, 'art_1', 3, 'dd'),
    markHash(KEY, { name: 'STARTED', at: '1', seq: '2' }),
    KEY.id,
  ]).toMatchInlineSnapshot(`
   [
     "2109f8d4afb499b967d86dc3705028e4acc0db8283b482ae8d6201887066fedf",
     "07361bfd8d84c91ecb00c6ef3090453ff5cad243d73c76053b7979a0c2ebf777",
     "51d7bf6838b669ec0a46c519d5080c2b98c42a4c919e4bdaa0a039d339f5cf01",
     "8d7b9dfac0be4220a21a2e4c9361ac8e4627e5724022276a7f6c50601339b637",
     "c910a7a7bbfb8b80",
   ]
  `);
});

test.each(Object.keys(EVENT) as (keyof HashedEvent)[])('another %s is another hash', (name) => {
  const value = Array.isArray(EVENT[name]) ? ['usr_9'] : 'other';
  expect(eventHash(KEY, { ...EVENT, [name]: value }, LINK)).not.toBe(eventHash(KEY, EVENT, LINK));
});

test.each<[string, Partial<Link>]>([
  ['place', { position: 4 }],
  ['hash before', { previous: null }],
  ['revision', { revisionHash: 'cc' }],
  ['time of taking in', { takenInAt: '1' }],
])('another %s is another hash', (_, change) => {
  expect(eventHash(KEY, EVENT, { ...LINK, ...change })).not.toBe(eventHash(KEY, EVENT, LINK));
});

test.each(Object.keys(REVISION) as (keyof typeof REVISION)[])(
  'another %s of a revision is another hash',
  (name) => {
    const value = { string: 'other', number: 9, boolean: true }[
      typeof REVISION[name] as 'string' | 'number' | 'boolean'
    ];
    expect(revisionHash({ ...REVISION, [name]: value })).not.toBe(revisionHash(REVISION));
  },
);

test('texts that only together are the same, and what is absent and what is empty, have other hashes', () => {
  const hashes = [
    { ...EVENT, note: 'a', override: 'bc' },
    { ...EVENT, note: 'ab', override: 'c' },
    { ...EVENT, note: 'a","bc', override: null },
    { ...EVENT, note: '', override: null },
    { ...EVENT, note: null, override: null },
    { ...EVENT, note: 'null', override: null },
    { ...EVENT, ownersAdded: ['a,b'] },
    { ...EVENT, ownersAdded: ['a', 'b'] },
  ].map((event) => eventHash(KEY, event, LINK));
  expect(new Set(hashes).size).toBe(hashes.length);
});

test('another key gives other hashes, and an id that is not part of any', () => {
  expect(eventHash(OTHER, EVENT, LINK)).not.toBe(eventHash(KEY, EVENT, LINK));
  expect(OTHER.id).not.toBe(KEY.id);
});

test('instants are microseconds', () => {
  expect([new Date(0), new Date(-1), new Date('2026-11-27T10:00:00.123Z')].map(microseconds)).toEqual([
    '0',
    '-1000',
    '1795773600123000',
  ]);
});

test('hashes of other lengths are not the same, and throw nothing', () => {
  expect([
    isSameHash('aa', 'aa'),
    isSameHash('aa', 'ab'),
    isSameHash('aa', ''),
    isSameHash('zz', 'aa'),
  ]).toEqual([true, false, false, false]);
});
