// Who else may make a transition: by the same conditions as the viewer, for everybody who is active, in one statement for all
// that a request asks.
import { Inject } from '@nestjs/common';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import sql, { join, raw } from 'sql-template-tag';
import { CONFIG, type Config } from '../../config/config.js';
import { columnsOf, USER_COLUMNS } from '../../database/columns.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Blocker } from '../../domain/blockers.js';
import { TRANSITIONS, type ReviewState, type TransitionName } from '../../domain/editorial-workflow.js';
import type { Actor, DeskContext } from '../context.js';
import { groupedBy } from '../loaders.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import type { Person } from '../users/user.loader.js';
import { allows } from './conditions.js';

const MAX_OTHERS = 5;

/** A TransitionOption, and of which article. */
export interface TransitionChoice {
  readonly name: TransitionName;
  readonly allowed: boolean;
  readonly blockedBy: readonly Blocker[];
  readonly articleId: string;
  readonly state: ReviewState;
}

@Resolver('TransitionOption')
export class TransitionOptionsResolver {
  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @ResolveField('others')
  others(
    @Parent() { name, articleId, state }: TransitionChoice,
    @CurrentActor() actor: Actor,
    @Context() context: DeskContext,
  ): Promise<Person[]> {
    return context.loaders
      .of(this, (keys: readonly string[]) => this.othersOf(actor, keys))
      .load(`${articleId} ${name} ${state}`);
  }

  /** @param keys article, transition and state, with spaces between them */
  private async othersOf(actor: Actor, keys: readonly string[]): Promise<Person[][]> {
    const { fourEyes } = this.config;
    const on = {
      user: sql`u.id`,
      role: sql`u.role::text`,
      now: sql`now()`,
      state: sql`wanted.state`,
      fourEyes,
    };
    const cases = TRANSITIONS.map((name) => sql`WHEN ${raw(`'${name}'`)} THEN ${allows(name, on)}`);
    const parts = keys.map((key) => key.split(' '));
    const rows = await this.database.$queryRaw<(Person & { key: string })[]>(sql`
      SELECT wanted.key, u.* FROM unnest(
        ${keys}::text[], ${parts.map(([id]) => id)}::text[], ${parts.map(([, name]) => name)}::text[],
        ${parts.map(([, , state]) => state)}::desk.review_state[]) AS wanted(key, article_id, name, state)
      JOIN desk.articles a ON a.id = wanted.article_id
      CROSS JOIN LATERAL (
        SELECT ${columnsOf('u', USER_COLUMNS)} FROM desk.users u
        WHERE u.active AND u.id <> ${actor.id} AND CASE wanted.name ${join(cases, ' ')} END
        ORDER BY u.id LIMIT ${MAX_OTHERS}
      ) u`);
    return groupedBy(keys, rows, ({ key }) => key);
  }
}
