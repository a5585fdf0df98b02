import { AnswerStore, type StoredAnswer } from './answer-store.js';

/** An answer that takes ten bytes with its key, which is one letter. */
const answer = (store: AnswerStore<StoredAnswer>, ...dependencies: string[]): StoredAnswer => ({
  bytes: 8,
  dependencies,
  mark: store.mark(),
});

function storeWith(keys: string, ...dependencies: string[]): AnswerStore<StoredAnswer> {
  const store = new AnswerStore<StoredAnswer>(30);
  for (const key of keys) store.keep(key, answer(store, ...dependencies));
  return store;
}

const kept = (store: AnswerStore<StoredAnswer>, keys: string) =>
  [...keys].filter((key) => store.get(key) !== undefined).join('');

test('what is kept stays under the bound, and the least recently used goes first', () => {
  const store = storeWith('abc');
  expect(store.size).toEqual({ answers: 3, bytes: 30 });
  store.get('a');
  store.keep('d', answer(store));
  expect(store.size).toEqual({ answers: 3, bytes: 30 });
  expect(kept(store, 'abcd')).toBe('acd');
});

test('one that is larger than the bound is not kept, and takes nothing else with it', () => {
  const store = storeWith('ab', 'x');
  store.keep('c', { bytes: 29, dependencies: ['x'], mark: store.mark() });
  expect(kept(store, 'abc')).toBe('ab');
  store.changed(['x']);
  expect(store.size).toEqual({ answers: 0, bytes: 0 });
});

test('a bound of nothing keeps nothing', () => {
  const store = new AnswerStore<StoredAnswer>(0);
  store.keep('a', answer(store));
  store.changed(['x']);
  store.changed('everything');
  expect([store.get('a'), store.size]).toEqual([undefined, { answers: 0, bytes: 0 }]);
});

test('a change drops what depends on one of its keys, and nothing else', () => {
  const store = new AnswerStore<StoredAnswer>(1000);
  store.keep('a', answer(store, 'x', 'y'));
  store.keep('b', answer(store, 'y'));
  store.keep('c', answer(store, 'z'));
  store.changed(['x', 'nobody']);
  expect(kept(store, 'abc')).toBe('bc');
  store.changed(['y', 'x']);
  expect(kept(store, 'abc')).toBe('c');
  store.changed('everything');
  expect(kept(store, 'abc')).toBe('');
});

test('one that is kept anew depends on what the new one depends on', () => {
  const store = storeWith('a', 'old');
  store.keep('a', answer(store, 'new'));
  store.changed(['old']);
  expect(kept(store, 'a')).toBe('a');
  store.changed(['new']);
  expect(kept(store, 'a')).toBe('');
});

test('one that went for want of room and came back is dropped by its dependency', () => {
  const store = storeWith('abcd', 'x');
  expect(kept(store, 'a')).toBe('');
  store.keep('a', answer(store, 'x'));
  store.changed(['x']);
  expect(store.size.answers).toBe(0);
});

test('one that was being made while what it depends on changed is not kept', () => {
  const store = new AnswerStore<StoredAnswer>(1000);
  const [touched, other] = [answer(store, 'x'), answer(store, 'y')];
  store.changed(['x']);
  expect([store.isCurrent(touched), store.isCurrent(other)]).toEqual([false, true]);
  store.keep('a', touched);
  store.keep('b', other);
  expect(kept(store, 'ab')).toBe('b');
  expect(store.isCurrent(answer(store, 'x'))).toBe(true);
});

test('one that is taken out is current for what was known then, and not after', () => {
  const store = storeWith('a', 'x');
  for (let i = 0; i < 5; i++) store.changed(['y']);
  const taken = store.get('a');
  expect(taken?.mark).toBe(store.mark());
  store.changed(['x']);
  expect(taken && store.isCurrent(taken)).toBe(false);
});

test('one that was being made while more changed than is remembered is not current, whatever changed', () => {
  const store = storeWith('a', 'x');
  const made = answer(store, 'x');
  for (let i = 0; i < 1000; i++) store.changed(['y']);
  expect(store.isCurrent(made)).toBe(true);
  store.changed(['y']);
  expect(store.isCurrent(made)).toBe(false);
  // What was kept all the while was asked of each change.
  expect(kept(store, 'a')).toBe('a');
  const next = answer(store, 'x');
  store.changed(['y']);
  expect(store.isCurrent(next)).toBe(true);
  store.changed(['x']);
  expect(store.isCurrent(next)).toBe(false);
});
