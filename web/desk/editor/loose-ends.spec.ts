import { expect, test } from '@jest/globals';
import { looseEnds } from './loose-ends.js';

test('TK is a word of its own, in capitals', () => {
  const found = (text: string) => looseEnds(text).map((end) => end.text);
  expect(found('TK million, “TK”, (TK), TKTK, **TK**')).toEqual(['TK', 'TK', 'TK', 'TKTK', 'TK']);
  expect(found('tk, Tk, ATK, TKs, TK_1, TK2, ატTK, ТК')).toEqual([]);
  expect(found('an overrun ?? of ???, really?')).toEqual(['??', '???']);
});

test('a loose end stands where it is in the text, with whole words around it', () => {
  const text = 'Kept.\n\nUnder the plan the breakwater alone is put at TK million lari, and the contract';
  const [end] = looseEnds(text);
  expect(text.slice(end?.from, end?.to)).toBe('TK');
  expect(end?.context).toBe('breakwater alone is put at TK million lari, and the');
});

test('the context ends with the line', () => {
  expect(looseEnds('first\n?? second\nthird').map(({ context }) => context)).toEqual(['?? second']);
  expect(looseEnds('TK').map(({ context }) => context)).toEqual(['TK']);
});
