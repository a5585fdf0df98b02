import js from '@eslint/js';
import tseslint from 'typescript-eslint';

// Who may import whom: the house's plan, as CONTRIBUTING.md draws it. A room may import what is listed; the files
// that stand directly in src put the rooms together and may import all; files.ts, where the files lie, all may ask.
const MAY_IMPORT = {
  domain: [],
  config: [],
  content: [],
  explorer: ['config'],
  database: ['config'],
  graphql: ['domain', 'config'],
  http: ['domain', 'config', 'database'],
  publishing: ['domain', 'database', 'content'],
  delivery: ['domain', 'config', 'database', 'graphql'],
  desk: ['domain', 'config', 'database', 'graphql', 'content', 'publishing'],
};
/** Within the desk: everybody may ask who is who; the articles alone know the other features. */
const MAY_IMPORT_IN_DESK = {
  users: [],
  slugs: [],
  authors: ['users', 'slugs'],
  tags: ['users', 'slugs'],
  previews: ['users'],
  'review-states': ['users'],
};

const only = (files, depth, allowed) => ({
  files: [files],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(\\.\\./){${depth}}(?!\\.\\./|files\\.js$|(${['$none', ...allowed].join('|')})/)`,
            message: `Only ${allowed.join(', ') || 'nothing'} of ours may be imported here.`,
          },
        ],
      },
    ],
  },
});

const rooms = Object.entries(MAY_IMPORT).flatMap(([room, allowed]) => [
  only(`src/${room}/*.ts`, 1, allowed),
  only(`src/${room}/*/*.ts`, 2, allowed),
]);

/** A desk feature's outer and inner limits are one rule, since the last rule for a file is the one that holds. */
const features = Object.entries(MAY_IMPORT_IN_DESK).map(([feature, allowed]) => {
  const outer = only('', 2, MAY_IMPORT.desk);
  const inner = only(`src/desk/${feature}/*.ts`, 1, allowed);
  const patterns = [outer, inner].flatMap((limit) => limit.rules['no-restricted-imports'][1].patterns);
  return { ...inner, rules: { 'no-restricted-imports': ['error', { patterns }] } };
});

export default tseslint.config(
  { ignores: ['**/generated/**', 'build/**', 'dist/**', 'coverage/**', 'node_modules/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 250 }],
    },
  },
  { files: ['test/**', 'src/**/*.spec.ts'], rules: { 'max-lines': ['error', { max: 350 }] } },
  {
    files: ['**/*.js', '**/*.mjs'],
    languageOptions: { globals: { console: 'readonly', process: 'readonly', URL: 'readonly' } },
  },
  ...rooms,
  ...features,
);
