// Denies unless allowed. A root field is marked as @Public(), @SignedIn() or @RequireRole(), and is refused without a mark. A
// controller's route needs somebody signed in, and the role that its mark names, unless it is marked as public. Which articles
// an actor may see is decided where articles are read.
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { GqlExecutionContext, type GqlContextType } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import { unauthenticated } from '../../domain/errors.js';
import type { Actor, DeskContext } from '../context.js';
import { assertRole } from './assert-role.js';
import { Authentication } from './authentication.js';
import { Public } from './public.decorator.js';
import { RequireRole } from './require-role.decorator.js';
import { SignedIn } from './signed-in.decorator.js';

@Injectable()
export class DeskGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly authentication: Authentication,
  ) {}

  /** @throws UNAUTHENTICATED, FORBIDDEN */
  canActivate(execution: ExecutionContext): boolean | Promise<boolean> {
    return execution.getType<GqlContextType>() === 'graphql'
      ? this.canResolve(execution)
      : this.canRequest(execution);
  }

  /** Synchronous, so that fields of one request stay in one batch: the actor was found once, in the context. */
  private canResolve(execution: ExecutionContext): boolean {
    if (this.reflector.getAllAndOverride(Public, targetsOf(execution))) return true;
    const graphql = GqlExecutionContext.create(execution);
    const { fieldName } = graphql.getInfo<{ fieldName: string }>();
    this.assertAllowed(graphql.getContext<DeskContext>().actor, execution);
    if (!this.isMarked(execution))
      throw new Error(`${fieldName} is marked as neither @Public(), @SignedIn() nor @RequireRole().`);
    return true;
  }

  private async canRequest(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    if (request.routeOptions.config.isPublic) return true;
    this.assertAllowed(await this.authentication.actorOf(request), execution);
    return true;
  }

  private assertAllowed(actor: Actor | null, execution: ExecutionContext): void {
    if (actor === null) throw unauthenticated();
    const required = this.reflector.getAllAndOverride(RequireRole, targetsOf(execution));
    if (required !== undefined) assertRole(actor, required);
  }

  private isMarked(execution: ExecutionContext): boolean {
    const targets = targetsOf(execution);
    const role = this.reflector.getAllAndOverride(RequireRole, targets);
    return role !== undefined || this.reflector.getAllAndOverride(SignedIn, targets) === true;
  }
}

/** A mark on a method overrides that of its class. */
const targetsOf = (execution: ExecutionContext) => [execution.getHandler(), execution.getClass()];
