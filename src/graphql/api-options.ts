// What both APIs share: where they differ is who may ask, and what there is to be asked for.
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { ApolloDriver, type ApolloDriverConfig } from '@nestjs/apollo';
import { cleanText } from './clean-text.js';
import { formatError } from './format-error.js';
import { knownOperations } from './known-operations.js';
import { operationLog } from './operation-log.js';
import { MOST_TOKENS, queryCost } from './query-cost.js';
import { scalars } from './scalars.js';

export function apiOptions(api: 'delivery' | 'desk'): ApolloDriverConfig {
  return {
    driver: ApolloDriver,
    graphiql: false,
    introspection: true,
    includeStacktraceInErrorResponses: false,
    autoTransformHttpErrors: false,
    // No cookie ever signs anybody in, so there is no request to forge; a plain GET must work.
    csrfPrevention: false,
    formatError,
    validationRules: [knownOperations],
    parseOptions: { maxTokens: MOST_TOKENS },
    // Each API says itself what may be cached; Apollo's own plugin would overwrite that.
    plugins: [ApolloServerPluginCacheControlDisabled(), cleanText(), queryCost(), operationLog(api)],
    resolvers: scalars,
  };
}
