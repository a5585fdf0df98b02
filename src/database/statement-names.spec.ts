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

test('a repeated desk statement stays unnamed once enough are prepared', () => {
  const nameOf = statementNames();
  const texts = Array.from({ length: 301 }, (_, n) => sql(n));
  texts.forEach(nameOf);
  const names = texts.map(nameOf);
  expect(new Set(names.slice(0, 300)).size).toBe(300);
  expect(names[300]).toBe('');
  expect(nameOf(sql(0))).toBe(statementName('SELECT 0'));
});
