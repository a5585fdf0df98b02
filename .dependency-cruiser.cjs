// Who may import whom, as data. Dynamic imports, type imports and nested folders count.

/** What each folder of src may import; src/demo, a process, and the files directly in src put them together and may import all. */
const MAY_IMPORT = {
  domain: [],
  config: ['domain'],
  content: ['domain'],
  database: ['config'],
  graphql: ['domain', 'config', 'database/database-error', 'database/throttled-log'],
  http: ['domain', 'config', 'database', 'graphql/media-type', 'graphql/request-facts', 'jobs'],
  web: ['config'],
  publishing: ['domain', 'database', 'content'],
  history: ['domain', 'config', 'database'],
  jobs: ['domain', 'config', 'database', 'content', 'publishing', 'history'],
  delivery: ['domain', 'config', 'database', 'graphql'],
  desk: ['domain', 'config', 'database', 'graphql', 'content', 'publishing', 'history'],
};
/** Within the desk: every feature knows the users, and articles alone the other features. */
const DESK_FEATURES_MAY_IMPORT = {
  users: [],
  slugs: [],
  authors: ['users', 'slugs'],
  tags: ['users', 'slugs'],
  newsroom: ['users', 'review-states'],
  previews: ['users'],
  'review-states': ['users', 'slugs'],
  autosaves: ['users', 'slugs', 'review-states'],
  presence: ['users', 'review-states'],
  articles: ['users', 'slugs', 'authors', 'tags', 'previews', 'review-states', 'autosaves'],
};
/** What every feature of the desk shares: the context of a request. */
const DESK_SHARED = '^src/desk/(context|loaders)\\.ts$';
/** Paths of files beside the code, which every folder may need. */
const PROJECT_PATHS = '^src/project-paths\\.ts$';

const folders = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports`,
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing'} of ours.`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: '\\.spec\\.ts$' },
  to: {
    path: '^(src|web|test)/',
    pathNot: [`^src/(${[folder, ...allowed].join('|')})(/|\\.ts$)`, PROJECT_PATHS],
  },
}));

const features = Object.entries(DESK_FEATURES_MAY_IMPORT).map(([feature, allowed]) => ({
  name: `desk-${feature}-imports`,
  comment: `src/desk/${feature} may import ${allowed.join(', ') || 'no other feature'} of the desk.`,
  severity: 'error',
  from: { path: `^src/desk/${feature}/` },
  to: { path: '^src/desk/', pathNot: `^src/desk/(${[feature, ...allowed].join('|')})/|${DESK_SHARED}` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...folders,
    ...features,
    {
      name: 'no-cycles',
      comment: 'Imports go one way.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'An import that is not found is not checked either.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-tests-in-source',
      severity: 'error',
      from: { path: '^(src|web)/', pathNot: '\\.spec\\.ts$' },
      to: { path: '(^test/|\\.spec\\.ts$)' },
    },
    {
      name: 'no-development-packages-in-source',
      comment: 'What runs is installed with --omit=dev.',
      severity: 'error',
      from: {
        path: '^src/',
        pathNot: ['\\.spec\\.ts$', '/generated/'],
      },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'web-imports',
      comment: 'The web apps know the APIs, and nothing of the server.',
      severity: 'error',
      from: { path: '^web/' },
      to: { path: '^src/', pathNot: '/generated/' },
    },
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/generated/'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
