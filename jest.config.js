export default {
  // In Node itself: Jest's own runner gives each file a world of its own, into which all that it uses is loaded anew.
  runner: 'jest-light-runner',
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limits.js'],
  testSequencer: '<rootDir>/test/support/longest-first.js',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*-spec.ts'],
  // For `npm run test:all`: every combination and what is tried at random, and servers as processes of their own.
  testPathIgnorePatterns: ['/node_modules/', '/test/exhaustive/', '/test/processes/'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  transform: {},
  // Most of them wait most of the time, for servers and PostgreSQL, which are processes of their own.
  maxWorkers: 5,
};
