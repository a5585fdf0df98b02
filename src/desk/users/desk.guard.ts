// Denies unless allowed: a root field or a controller's route needs somebody signed in, and the role that its mark names,
// unless it is marked as public. Which articles an actor may see is decided where articles are read.
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
    return this.isAllowed(graphql.getContext<DeskContext>().actor, execution, fieldName);
  }

  private async canRequest(execution: ExecutionContext): Promise<boolean> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const { config, url = '' } = request.routeOptions;
    if (config.isPublic) return true;
    return this.isAllowed(await this.authentication.actorOf(request), execution, url);
  }

  private isAllowed(actor: Actor | null, execution: ExecutionContext, what: string): boolean {
    if (actor === null) throw unauthenticated();
    const required = this.reflector.getAllAndOverride(RequireRole, targetsOf(execution));
    if (required !== undefined) assertRole(actor, required, what);
    return true;
  }
}

/** A mark on a method overrides that of its class. */
const targetsOf = (execution: ExecutionContext) => [execution.getHandler(), execution.getClass()];
