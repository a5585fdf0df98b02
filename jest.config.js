export default {
  // In Node itself: Jest's own runner gives each file a world of its own, into which all that it uses is loaded anew.
  runner: 'jest-light-runner',
  setupFilesAfterEnv: ['<rootDir>/test/support/time-limits.js'],
  testSequencer: '<rootDir>/test/support/longest-first.js',
  testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/**/*-spec.ts'],
  globalSetup: '<rootDir>/test/support/global-setup.js',
  globalTeardown: '<rootDir>/test/support/global-teardown.js',
  transform: {},
  // The servers and PostgreSQL are processes of their own, and keep other cores busy.
  maxWorkers: 3,
};
