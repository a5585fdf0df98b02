import { ResponseStore, type StoredResponse } from './response-store.js';

/** A response that takes ten bytes with its key, which is one letter. */
const response = (store: ResponseStore<StoredResponse>, ...tags: string[]): StoredResponse => ({
  bytes: 8,
  tags,
  version: store.version(),
});

function storeWith(keys: string, ...tags: string[]): ResponseStore<StoredResponse> {
  const store = new ResponseStore<StoredResponse>(30);
  for (const key of keys) store.set(key, response(store, ...tags));
  return store;
}

const cached = (store: ResponseStore<StoredResponse>, keys: string) =>
  [...keys].filter((key) => store.get(key) !== undefined).join('');

test('the store stays under its bound by evicting the least recently used response', () => {
  const store = storeWith('abc');
  expect(store.size).toEqual({ responses: 3, bytes: 30 });
  store.get('a');
  store.set('d', response(store));
  expect(store.size).toEqual({ responses: 3, bytes: 30 });
  expect(cached(store, 'abcd')).toBe('acd');
});

test('a response larger than the bound is not stored and evicts nothing', () => {
  const store = storeWith('ab', 'x');
  store.set('c', { bytes: 29, tags: ['x'], version: store.version() });
  expect(cached(store, 'abc')).toBe('ab');
  store.invalidate(['x']);
  expect(store.size).toEqual({ responses: 0, bytes: 0 });
});

test('a store with a bound of zero stores nothing', () => {
  const store = new ResponseStore<StoredResponse>(0);
  store.set('a', response(store));
  store.invalidate(['x']);
  store.invalidate('everything');
  expect([store.get('a'), store.size]).toEqual([undefined, { responses: 0, bytes: 0 }]);
});

test('an invalidation drops the responses with one of its tags and no others', () => {
  const store = new ResponseStore<StoredResponse>(1000);
  store.set('a', response(store, 'x', 'y'));
  store.set('b', response(store, 'y'));
  store.set('c', response(store, 'z'));
  store.invalidate(['x', 'nobody']);
  expect(cached(store, 'abc')).toBe('bc');
  store.invalidate(['y', 'x']);
  expect(cached(store, 'abc')).toBe('c');
  store.invalidate('everything');
  expect(cached(store, 'abc')).toBe('');
});

test('a response that is replaced has the tags of its replacement', () => {
  const store = storeWith('a', 'old');
  store.set('a', response(store, 'new'));
  store.invalidate(['old']);
  expect(cached(store, 'a')).toBe('a');
  store.invalidate(['new']);
  expect(cached(store, 'a')).toBe('');
});

test('a response that was evicted and stored again is invalidated by its tag', () => {
  const store = storeWith('abcd', 'x');
  expect(cached(store, 'a')).toBe('');
  store.set('a', response(store, 'x'));
  store.invalidate(['x']);
  expect(store.size.responses).toBe(0);
});

test('a response whose tag is invalidated while it is executed is not stored', () => {
  const store = new ResponseStore<StoredResponse>(1000);
  const [touched, other] = [response(store, 'x'), response(store, 'y')];
  store.invalidate(['x']);
  expect([store.isCurrent(touched), store.isCurrent(other)]).toEqual([false, true]);
  store.set('a', touched);
  store.set('b', other);
  expect(cached(store, 'ab')).toBe('b');
  expect(store.isCurrent(response(store, 'x'))).toBe(true);
});

test('a response that is read is current until one of its tags is invalidated', () => {
  const store = storeWith('a', 'x');
  for (let i = 0; i < 5; i++) store.invalidate(['y']);
  const taken = store.get('a');
  expect(taken?.version).toBe(store.version());
  store.invalidate(['x']);
  expect(taken && store.isCurrent(taken)).toBe(false);
});

test('a response executed during more invalidations than are remembered is not current', () => {
  const store = storeWith('a', 'x');
  const made = response(store, 'x');
  for (let i = 0; i < 1000; i++) store.invalidate(['y']);
  expect(store.isCurrent(made)).toBe(true);
  store.invalidate(['y']);
  expect(store.isCurrent(made)).toBe(false);
  // What was stored all the while was checked against each invalidation.
  expect(cached(store, 'a')).toBe('a');
  const next = response(store, 'x');
  store.invalidate(['y']);
  expect(store.isCurrent(next)).toBe(true);
  store.invalidate(['x']);
  expect(store.isCurrent(next)).toBe(false);
});
