import { statementName, statementNames } from './statement-names.js';

const sql = (n: number) => ({ sql: `SELECT ${n}` });
const [ONE, TWO] = [statementName('SELECT 1'), statementName('SELECT 2')];

test('a statement is named by the hash of its text, which PostgreSQL does not cut', () => {
  expect(ONE).toMatch(/^[\w-]{32}$/);
  expect(statementName('SELECT 1')).toBe(ONE);
  expect(TWO).not.toBe(ONE);
});

test('a repeated desk statement is named from its second use on', () => {
  const nameOf = statementNames();
  expect([1, 2, 1, 1, 2].map((n) => nameOf(sql(n)))).toEqual(['', '', ONE, ONE, TWO]);
});

/** Of 10,000 characters. */
const long = (n: number) => ({ sql: `SELECT ${n}`.padEnd(10_000) });

test('a repeated desk statement stays unnamed once enough are prepared', () => {
  const nameOf = statementNames();
  const texts = Array.from({ length: 41 }, (_, n) => long(n));
  texts.forEach(nameOf);
  const names = texts.map(nameOf);
  expect(new Set(names.slice(0, 40)).size).toBe(40);
  expect(names[40]).toBe('');
  expect(nameOf(long(0))).toBe(statementName(long(0).sql));
});

test('a desk statement whose plan would take megabytes is never named', () => {
  const nameOf = statementNames();
  const text = { sql: 'SELECT 1'.padEnd(16_001) };
  expect([1, 2, 3].map(() => nameOf(text))).toEqual(['', '', '']);
});
