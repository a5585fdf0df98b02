import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { QueryCalendarArgs } from '../../graphql/generated/desk.js';
import type { Actor, DeskContext } from '../context.js';
import { CurrentActor } from '../users/current-actor.decorator.js';
import { SignedIn } from '../users/signed-in.decorator.js';
import { ArticleQueries } from './article.queries.js';
import { CalendarQueries, type CalendarEntry } from './calendar.queries.js';

@Resolver('CalendarEntry')
export class CalendarResolver {
  constructor(
    private readonly calendar: CalendarQueries,
    private readonly articles: ArticleQueries,
  ) {}

  @SignedIn()
  @Query('calendar')
  page(@CurrentActor() actor: Actor, @Args() args: QueryCalendarArgs) {
    return this.calendar.page(actor, args);
  }

  @ResolveField('article')
  article(
    @Parent() { publication }: CalendarEntry,
    @CurrentActor() actor: Actor,
    @Context() context: DeskContext,
  ) {
    return this.articles.byId(context, actor, publication.articleId);
  }
}
