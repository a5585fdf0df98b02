import { oneOf, textIn } from './search-in-address.js';

describe('a filter in the address', () => {
  test.each([
    ['rail', 'rail'],
    ['  two words ', 'two words'],
    [2026, '2026'],
    ['', undefined],
    ['   ', undefined],
    [['rail'], undefined],
    [{ words: 'rail' }, undefined],
    [undefined, undefined],
  ])('%j is read as %j', (value, text) => {
    expect(textIn(value)).toBe(text);
  });

  test('one that is not among those there are is left out', () => {
    expect(oneOf(['DRAFT', 'ARCHIVED'], 'ARCHIVED')).toBe('ARCHIVED');
    expect(oneOf(['DRAFT', 'ARCHIVED'], 'archived')).toBeUndefined();
  });
});
