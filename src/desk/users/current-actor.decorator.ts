import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { GqlExecutionContext } from '@nestjs/graphql';
import { unauthenticated } from '../../domain/errors.js';
import type { Actor, DeskContext } from '../context.js';

/** The actor of the request. @throws UNAUTHENTICATED where nobody is signed in */
export const CurrentActor = createParamDecorator((_: unknown, execution: ExecutionContext): Actor => {
  const { actor } = GqlExecutionContext.create(execution).getContext<DeskContext>();
  if (actor === null) throw unauthenticated();
  return actor;
});
