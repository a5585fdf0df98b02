import { projectOfLongTests, RUN } from './jest.config.js';

/** `npm run test:exhaustive`: what goes through every combination, tries at random, or takes long. */
export default {
  ...RUN,
  projects: [projectOfLongTests('exhaustive', ['<rootDir>/test/exhaustive/*.e2e-spec.ts'])],
};
