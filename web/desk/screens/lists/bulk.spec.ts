import { parse } from 'graphql';
import { bulkDocument, outcomesIn } from './bulk.js';

describe('one transition of several articles', () => {
  test('is one document with an alias and a variable for each', () => {
    const document = bulkDocument('APPROVE', 2);
    expect(() => parse(document)).not.toThrow();
    expect(document).toContain('$a0: ApproveArticleInput!, $a1: ApproveArticleInput!');
    expect(document).toContain('a1: approveArticle(input: $a1)');
  });

  test('tells what was done and what was refused, each for itself', () => {
    const refused = { message: 'You wrote it.', path: ['a1'], extensions: { code: 'FORBIDDEN' } };
    const data = { a0: { article: { version: 4 } }, a1: null, a2: { article: { version: 9 } } };
    const [first, second, third] = outcomesIn({ data, errors: [refused] }, 3);
    expect([first, third]).toEqual([
      { isDone: true, version: 4 },
      { isDone: true, version: 9 },
    ]);
    expect(second).toMatchObject({ isDone: false, error: { code: 'FORBIDDEN', message: 'You wrote it.' } });
  });

  test('an error about the whole document is the outcome of each', () => {
    const errors = [{ message: 'Too much.', extensions: { code: 'QUERY_TOO_COMPLEX' } }];
    const outcomes = outcomesIn({ data: null, errors }, 2);
    expect(outcomes).toMatchObject([
      { isDone: false, error: { message: 'Too much.' } },
      { isDone: false, error: { message: 'Too much.' } },
    ]);
  });
});
