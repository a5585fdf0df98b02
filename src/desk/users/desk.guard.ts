// The desk's door: every root field needs somebody signed in, and the role that it names, unless it is marked public.
// Synchronous: who is asking was found once, in the context. Whose article it is, is asked where articles are read.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import { unauthenticated } from '../../domain/errors.js';
import type { DeskContext } from '../../graphql/context.js';
import { assertRole } from './assert-role.js';
import { Public } from './public.decorator.js';
import { RequireRole } from './require-role.decorator.js';

@Injectable()
export class DeskGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  canActivate(execution: ExecutionContext): boolean {
    if (execution.getType<GqlContextType>() !== 'graphql') return true;
    const field = execution.getHandler();
    if (this.reflector.get(Public, field)) return true;
    const { actor } = GqlExecutionContext.create(execution).getContext<DeskContext>();
    if (actor === null) throw unauthenticated();
    const required = this.reflector.get(RequireRole, field);
    if (required !== undefined) {
      const { fieldName } = GqlExecutionContext.create(execution).getInfo<{ fieldName: string }>();
      assertRole(actor, required, fieldName);
    }
    return true;
  }
}
