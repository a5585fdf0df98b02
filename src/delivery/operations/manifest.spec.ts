import { buildSchema } from 'graphql';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigError } from '../../config/config.js';
import { readManifest } from './manifest.js';

const SCHEMA = buildSchema('type Query { tag(slug: String): String }');
const FORMAT = { format: 'apollo-persisted-query-manifest', version: 1 };
const [ONE, OTHER] = ['{ tag }', 'query ($slug: String) { tag(slug: $slug) }'];
const NUL = '{ tag(slug: "\\u0000") }';

let folder: string;
let file: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'copydesk-manifest-'));
  file = join(folder, 'manifest.json');
});
afterAll(() => rmSync(folder, { recursive: true }));

const read = (manifest: unknown) => {
  writeFileSync(file, JSON.stringify(manifest));
  return readManifest(file, SCHEMA);
};

function problemsOf(reading: () => unknown): readonly string[] {
  try {
    reading();
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  throw new Error('no problem was found');
}

test.each([
  ['a map', { one: ONE, other: OTHER }],
  [
    "Apollo's",
    {
      ...FORMAT,
      operations: [
        { id: 'one', name: 'One', type: 'query', body: ONE },
        { id: 'other', name: 'Other', type: 'query', body: OTHER },
      ],
    },
  ],
])('%s is read', (_shape, manifest) => {
  expect([...read(manifest)]).toEqual([
    ['one', ONE],
    ['other', OTHER],
  ]);
});

test('a manifest reports every invalid document and no valid one', () => {
  const problems = problemsOf(() =>
    read({ unparsed: '{', good: ONE, unknown: '{ none neither }', change: 'mutation { tag }', nul: NUL }),
  );
  const named = problems.map((problem) => problem.replace(`PERSISTED_DOCUMENTS names ${file}, `, ''));
  expect(named.map((problem) => /^which is wrong: (\w+): ./.exec(problem)?.[1])).toEqual([
    'unparsed',
    'unknown',
    'unknown',
    'change',
    'nul',
  ]);
});

test.each([
  ['null', null],
  ['a list', []],
  ['an empty id', { '': ONE }],
  ['a document that is no text', { one: { body: ONE } }],
  ['another version', { ...FORMAT, version: 2, operations: [] }],
  ['an operation without an id', { ...FORMAT, operations: [{ body: ONE }] }],
  [
    'an id for two documents',
    {
      ...FORMAT,
      operations: [
        { id: 'one', body: ONE },
        { id: 'one', body: OTHER },
      ],
    },
  ],
])('%s is refused', (_what, manifest) => {
  expect(problemsOf(() => read(manifest))).toEqual([expect.stringContaining(file)]);
});

test('a manifest that is no JSON or does not exist is refused', () => {
  writeFileSync(file, '{');
  expect(problemsOf(() => readManifest(file, SCHEMA))).toEqual([expect.stringContaining(file)]);
  const absent = join(folder, 'absent.json');
  expect(problemsOf(() => readManifest(absent, SCHEMA))).toEqual([expect.stringContaining('ENOENT')]);
});
