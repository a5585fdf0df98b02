import type { ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import type { GraphQLResolveInfo } from 'graphql';

/** Whether a mutation's root field is resolved. */
export const isMutation = (execution: ExecutionContext): boolean =>
  execution.getType<string>() === 'graphql' &&
  GqlExecutionContext.create(execution).getInfo<GraphQLResolveInfo>().parentType.name === 'Mutation';
