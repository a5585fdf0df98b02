// One line an operation: what was asked, how long it took, and with which codes it was refused.
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { Logger } from '@nestjs/common';

export function operationLog(api: 'delivery' | 'desk'): ApolloServerPlugin<BaseContext> {
  const log = new Logger(api);
  return {
    async requestDidStart() {
      const startedAt = performance.now();
      return {
        async willSendResponse({ operation, operationName, response }) {
          const body = response.body;
          const errors = body.kind === 'single' ? (body.singleResult.errors ?? []) : [];
          log.debug({
            operation: operation?.operation,
            name: operationName,
            milliseconds: Math.round((performance.now() - startedAt) * 100) / 100,
            ...(errors.length > 0 && { errors: errors.map((error) => error.extensions?.code) }),
          });
        },
      };
    },
  };
}
