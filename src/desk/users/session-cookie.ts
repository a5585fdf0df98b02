// A browser's refresh token in a cookie, which scripts cannot read. It is taken from there only for a request that no other page
// can have made: one with a header that needs a preflight, and from the desk's own origin or one of DESK_ORIGINS.
import { Inject, Injectable } from '@nestjs/common';
import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyRequest } from 'fastify';
import { CONFIG, type Config } from '../../config/config.js';
import { DESK_PATH } from '../../config/paths.js';
import { badUserInput } from '../../domain/errors.js';
import type { DeskContext } from '../context.js';
import { REFRESH_TOKEN_DAYS } from './sessions.service.js';

const COOKIE = 'copydesk_session';
const CLIENT_HEADER = 'x-copydesk-client';
const DAY_SECONDS = 86_400;

const NEEDS_HTTPS = {
  path: ['input', 'cookie'],
  message: 'A session in a cookie needs https: over http, only a server on this machine gives one.',
};

@Injectable()
export class SessionCookie {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** @throws BAD_USER_INPUT where anybody on the way could read the cookie */
  assertPrivate({ request }: DeskContext): void {
    if (request.protocol !== 'https' && !isLoopback(request)) throw badUserInput([NEEDS_HTTPS]);
  }

  set({ request, reply }: DeskContext, refreshToken: string): void {
    void reply.setCookie(COOKIE, refreshToken, {
      ...attributesFor(request),
      maxAge: REFRESH_TOKEN_DAYS * DAY_SECONDS,
    });
  }

  clear({ request, reply }: DeskContext): void {
    void reply.clearCookie(COOKIE, attributesFor(request));
  }

  /** The refresh token, where the request may use it. */
  tokenIn({ request }: DeskContext): string | undefined {
    return this.isFromDesk(request) ? request.cookies[COOKIE] || undefined : undefined;
  }

  private isFromDesk({ headers, protocol, host }: FastifyRequest): boolean {
    if (headers[CLIENT_HEADER] === undefined) return false;
    if (headers['sec-fetch-site'] === 'same-origin') return true;
    const { origin } = headers;
    if (origin === undefined) return false;
    return origin === originOf(protocol, host) || this.config.deskOrigins.includes(origin);
  }
}

const attributesFor = (request: FastifyRequest): CookieSerializeOptions => ({
  httpOnly: true,
  sameSite: 'strict',
  path: DESK_PATH,
  // Browsers take no such cookie over http, which is what a server on one's own machine speaks.
  secure: !isLoopback(request),
});

function originOf(protocol: string, host: string): string | undefined {
  const address = `${protocol}://${host}`;
  return URL.canParse(address) ? new URL(address).origin : undefined;
}

function isLoopback({ host }: FastifyRequest): boolean {
  const address = `http://${host}`;
  if (!URL.canParse(address)) return false;
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}
