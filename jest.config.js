/** What all projects have in common: TypeScript as ES modules, which `--experimental-vm-modules` in package.json lets Jest load. */
const COMMON = {
  transform: { '\\.ts$': '@swc/jest' },
  extensionsToTreatAsEsm: ['.ts'],
  // Our imports name the compiled file, as Node wants it; here it is not compiled.
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // What is built has a package.json of the same name.
  modulePathIgnorePatterns: ['<rootDir>/build/', '<rootDir>/dist/'],
};

/** For tests over HTTP: PostgreSQL and the built servers are started once for all of them, as a process beside Jest. */
const WITH_SERVERS = {
  ...COMMON,
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
};

/** What counts for a whole run. */
export const RUN = {
  testTimeout: 30_000,
  // Most tests wait most of the time, for servers and PostgreSQL, which are processes of their own.
  maxWorkers: 4,
};

/** @param {string} displayName @param {readonly string[]} testMatch */
const projectWithServers = (displayName, testMatch) => ({ ...WITH_SERVERS, displayName, testMatch });

/** @type {typeof projectWithServers} */
export const projectOfLongTests = (displayName, testMatch) => ({
  ...projectWithServers(displayName, testMatch),
  setupFilesAfterEnv: ['<rootDir>/test/support/long-tests.js'],
});

export default {
  ...RUN,
  projects: [
    {
      ...COMMON,
      displayName: 'unit',
      testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/web/**/*.spec.ts'],
    },
    projectWithServers('api', ['<rootDir>/test/*.e2e-spec.ts']),
    projectOfLongTests('processes', ['<rootDir>/test/processes/*.e2e-spec.ts']),
    projectWithServers('web', ['<rootDir>/test/web/*.e2e-spec.ts']),
  ],
};
