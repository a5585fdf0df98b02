// How Apollo is set for the desk.
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { formatError } from '../graphql/format-error.js';
import { knownOperationTypes } from '../graphql/known-operation-types.rule.js';
import { scalars } from '../graphql/scalars.js';
import { oneSignIn } from './one-sign-in.rule.js';
import {
  answerUnavailable,
  limitCost,
  noteOperations,
  setRetryAfter,
  validateText,
} from './apollo-plugins.js';

export const APOLLO_OPTIONS: ApolloDriverConfig = {
  driver: ApolloDriver,
  graphiql: false,
  introspection: true,
  includeStacktraceInErrorResponses: false,
  autoTransformHttpErrors: false,
  // Only JSON is taken, which needs a preflight, and a cookie counts only as session-cookie.ts says: nothing can be forged.
  csrfPrevention: false,
  formatError,
  validationRules: [knownOperationTypes, oneSignIn],
  // Nothing of the desk's may be cached; Apollo's own plugin would overwrite that.
  plugins: [
    ApolloServerPluginCacheControlDisabled(),
    validateText(),
    limitCost(),
    answerUnavailable(),
    setRetryAfter(),
    noteOperations(),
  ],
  resolvers: scalars,
};
