import { buildDeliverySchema } from '../schema.js';
import { OperationCache } from './operation-cache.js';

const VALID = '{ articles { totalCount } }';
/** An invalid document of 15 KB. */
const invalid = (n: number): string => `{ ${`nothing${n} `.repeat(2000).slice(0, 15_000)} }`;
const schema = buildDeliverySchema();

test('seventy invalid documents of 15 KB evict no compiled operation', () => {
  const cache = new OperationCache(schema);
  const compiled = cache.get(VALID);
  for (let n = 0; n < 70; n++) expect(() => cache.get(invalid(n))).toThrow();
  expect(cache.get(VALID)).toBe(compiled);
  expect(cache.size.documents).toBe(1);
});

test('an invalid document is validated once, and its errors keep no syntax tree', () => {
  const cache = new OperationCache(schema);
  const errorOf = (text: string): unknown => {
    try {
      return cache.get(text);
    } catch (error) {
      return error;
    }
  };
  const error = errorOf('{ nothing }');
  expect(errorOf('{ nothing }')).toBe(error);
  expect(error).toMatchObject({ status: 400, errors: [{ locations: [{ line: 1, column: 3 }] }] });
  expect(error).toMatchObject({ errors: [{ nodes: undefined }] });
});

test('invalid documents evict each other, and so do valid ones', () => {
  const cache = new OperationCache(schema);
  const comment = (n: number): string => `# ${n} ${'x'.repeat(100_000)}`;
  for (let n = 0; n < 30; n++) expect(() => cache.get(`{ nothing } ${comment(n)}`)).toThrow();
  expect(cache.size.invalid).toBeLessThan(30);
  for (let n = 0; n < 10; n++) cache.get(`{ __typename } ${comment(n)}`);
  expect(cache.size.documents).toBeLessThan(10);
});
