// Who sends a request: once a request, from its bearer token, as the database has it at that moment. A session that has
// ended, a user who left or a lower role holds from the next request on. What an actor may do is decided elsewhere.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ExtractJwt, Strategy as JwtStrategy } from 'passport-jwt';
import { CONFIG, type Config } from '../../config/config.js';
import { databaseFaultOf } from '../../database/database-error.js';
import { AuthenticationDatabase } from '../../database/desk.database.js';
import type { Actor } from '../context.js';
import { keyFrom, verifyOptions } from '../../graphql/signed-token.js';
import { ACCESS_TOKENS } from './access-token.js';
import { runStrategy } from './passport.js';
import { API_TOKEN_PREFIX, hashOfSecret } from './secrets.js';

const bearerToken = ExtractJwt.fromAuthHeaderAsBearerToken();

@Injectable()
export class Authentication {
  private readonly actors = new WeakMap<FastifyRequest, Promise<Actor | null>>();
  private readonly byAccessToken: (request: object) => Promise<Actor | null>;

  constructor(
    private readonly database: AuthenticationDatabase,
    @Inject(CONFIG) config: Config,
  ) {
    // It hands the key on to jsonwebtoken, which takes such keys, but its own types know of none.
    const secretOrKey = keyFrom(config.authSecret) as unknown as Buffer;
    this.byAccessToken = runStrategy<Actor>(
      new JwtStrategy(
        { jwtFromRequest: bearerToken, secretOrKey, ...verifyOptions(ACCESS_TOKENS) },
        ({ sid }: { sid: string }, done) => {
          this.bySession(sid).then((actor) => done(null, actor ?? false), done);
        },
      ),
    );
  }

  /** Found once a request. null where there is no token, or one that is expired, revoked or not ours. */
  actorOf(request: FastifyRequest): Promise<Actor | null> {
    const known = this.actors.get(request);
    if (known !== undefined) return known;
    const actor = this.findActor(request);
    this.actors.set(request, actor);
    return actor;
  }

  private async findActor(request: FastifyRequest): Promise<Actor | null> {
    const token = bearerToken(request);
    if (token?.startsWith(API_TOKEN_PREFIX)) return this.byApiToken(token);
    return this.byAccessToken({ headers: request.headers });
  }

  private async bySession(sessionId: string): Promise<Actor | undefined> {
    const [actor] = await this.database.$queryRaw<Actor[]>`
      SELECT u.id, u.role::text AS role, s.id AS "sessionId"
      FROM desk.sessions s JOIN desk.users u ON u.id = s.user_id
      WHERE s.id = ${sessionId} AND s.ended_at IS NULL AND u.active`;
    return actor;
  }

  private async byApiToken(token: string): Promise<Actor | null> {
    const [found] = await this.database.$queryRaw<(Actor & { tokenId: string; isUseNoted: boolean })[]>`
      SELECT u.id, u.role::text AS role, t.id AS "tokenId",
        coalesce(t.last_used_at > now() - interval '1 minute', false) AS "isUseNoted"
      FROM desk.api_tokens t JOIN desk.users u ON u.id = t.user_id
      WHERE t.secret_hash = ${hashOfSecret(token)} AND t.revoked_at IS NULL
        AND (t.expires_at IS NULL OR t.expires_at > now()) AND u.active`;
    if (found === undefined) return null;
    const { id, role, tokenId, isUseNoted } = found;
    if (!isUseNoted) await this.noteUse(tokenId);
    return { id, role };
  }

  /**
   * Once a minute at most: a busy token would otherwise write with every read. Of two uses at once one notes it, and a database that
   * takes no writes can still be read.
   */
  private async noteUse(tokenId: string): Promise<void> {
    try {
      await this.database.$executeRaw`
        UPDATE desk.api_tokens SET last_used_at = now()
        WHERE id = (SELECT id FROM desk.api_tokens WHERE id = ${tokenId} FOR NO KEY UPDATE SKIP LOCKED)`;
    } catch (error) {
      if (databaseFaultOf(error) === undefined) throw error;
    }
  }
}
