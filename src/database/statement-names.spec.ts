import { statementNames } from './statement-names.js';

const sql = (n: number) => ({ sql: `SELECT ${n}` });

test('what comes again has a name from then on, and each text its own', () => {
  const nameOf = statementNames();
  expect([1, 2, 1, 1, 2].map((n) => nameOf(sql(n)))).toEqual(['', '', 'desk_1', 'desk_1', 'desk_2']);
});

test('what comes when enough is prepared stays without a name', () => {
  const nameOf = statementNames();
  const texts = Array.from({ length: 301 }, (_, n) => sql(n));
  texts.forEach(nameOf);
  const names = texts.map(nameOf);
  expect(new Set(names.slice(0, 300)).size).toBe(300);
  expect(names[300]).toBe('');
  expect(nameOf(sql(0))).toBe('desk_1');
});
