// The newsroom as a screen shows it before anybody has signed in: nothing here is secret.
import { Inject } from '@nestjs/common';
import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { CONFIG, type Config } from '../../config/config.js';
import { DeskDatabase } from '../../database/desk.database.js';
import type { Newsroom } from '../../graphql/generated/desk.js';
import { databaseNow } from '../review-states/database-now.js';
import { Public } from '../users/public.decorator.js';

@Resolver('Newsroom')
export class NewsroomResolver {
  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Public()
  @Query('newsroom')
  newsroom(): Omit<Newsroom, 'now'> {
    const { timeZone, siteUrl, sitePreviewUrl, fourEyes, demoSignIns } = this.config;
    return {
      timeZone,
      siteUrl,
      hasSitePreview: sitePreviewUrl !== undefined,
      fourEyes,
      demoSignIns: [...demoSignIns],
    };
  }

  @ResolveField('now')
  now(): Promise<Date> {
    return databaseNow(this.database);
  }
}
