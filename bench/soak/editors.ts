// An editor: approves, publishes, schedules a few seconds ahead, sets ends, takes down, rolls back, and renames a tag now and
// then. After each change of what readers see, a reader of either server looks for it at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { oneOf } from '../random.js';
import type { DeskArticle, DeskClient, Tally } from './desk.js';
import type { Reader, Site } from './readers.js';
import { on } from './writers.js';

const THINK_MS = 1000;
/** How far ahead schedules and ends are, and how long around such an instant its article is read again and again. */
const AHEAD_MS = { min: 2000, more: 4000 };
const WATCH_MS = 300;
const BETWEEN_LOOKS_MS = 20;

/** What an editor may be about to do: the transition, how often of 100, and whether it is chosen of what has changed lately. */
const INTENTS = [
  { name: 'APPROVE', percent: 30, isLate: false },
  { name: 'PUBLISH', percent: 24, isLate: false },
  { name: 'SCHEDULE', percent: 14, isLate: false },
  { name: 'UNPUBLISH', percent: 8, isLate: true },
  { name: 'SET_END', percent: 7, isLate: true },
  { name: 'ROLL_BACK', percent: 7, isLate: true },
  { name: 'REQUEST_CHANGES', percent: 3, isLate: false },
  { name: 'UNSCHEDULE', percent: 2, isLate: true },
  { name: 'ARCHIVE', percent: 3, isLate: false },
  { name: 'RENAME_TAG', percent: 2, isLate: true },
] as const;
type Intent = (typeof INTENTS)[number]['name'];

const ARTICLES = `query ($where: DeskArticleWhere, $orderBy: DeskArticleOrder!) {
  articles(first: 20, where: $where, orderBy: $orderBy) { nodes { id } } }`;
const APPROVED = `query ($id: ID!) { article(id: $id) {
  live { revision { id } } revisions(first: 5, approved: true) { nodes { id } } } }`;

export class Editor {
  private readonly watching = new Set<Promise<void>>();

  /** @param readers one of each server; @param here the server that the editor works at */
  constructor(
    private readonly desk: DeskClient,
    private readonly readers: readonly Reader[],
    private readonly site: Site,
    private readonly random: () => number,
    private readonly tally: Tally,
  ) {}

  async workUntil(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await sleep(this.random() * 2 * THINK_MS);
      await this.work(this.intent());
    }
    await Promise.all(this.watching);
    this.desk.close();
  }

  private intent(): Intent {
    let left = this.random() * 100;
    return INTENTS.find(({ percent }) => (left -= percent) < 0)?.name ?? 'APPROVE';
  }

  private async work(intent: Intent): Promise<void> {
    if (intent === 'RENAME_TAG') return this.renameTag();
    const article = await this.choose(intent);
    if (article === undefined) return;
    await sleep(this.random() * 200);
    const note = { note: 'Why not.' };
    switch (intent) {
      case 'APPROVE':
        return this.make(article, intent, 'approveArticle', 'ApproveArticleInput', {
          revisionId: article.working.id,
        });
      case 'PUBLISH':
        return this.make(
          article,
          intent,
          'publishArticle',
          'PublishArticleInput',
          this.maybeUntil(Date.now()),
        );
      case 'SCHEDULE': {
        const at = this.ahead(Date.now());
        return this.make(article, intent, 'scheduleArticle', 'ScheduleArticleInput', {
          at,
          ...this.maybeUntil(at.getTime()),
        });
      }
      case 'SET_END':
        // The end would have to be before that.
        if (article.scheduled) return;
        return this.make(article, intent, 'setPublicationEnd', 'SetPublicationEndInput', {
          until: this.ahead(Date.now()),
        });
      case 'ROLL_BACK':
        return this.rollBack(article);
      case 'REQUEST_CHANGES':
        return this.make(article, intent, 'requestChanges', 'TransitionInput', note);
      default: {
        const mutation = {
          UNPUBLISH: 'unpublishArticle',
          UNSCHEDULE: 'unscheduleArticle',
          ARCHIVE: 'archiveArticle',
        };
        return this.make(article, intent, mutation[intent], 'TransitionInput', {});
      }
    }
  }

  /** One of those that allow it; now and then any, so that some are refused. */
  private async choose(intent: Exclude<Intent, 'RENAME_TAG'>): Promise<DeskArticle | undefined> {
    if (this.random() < 0.05) return this.desk.article(oneOf(this.site.articles.slice(-50), this.random).id);
    const allows = intent === 'ROLL_BACK' ? 'SET_END' : intent;
    const isLate = INTENTS.some(({ name, isLate }) => name === intent && isLate);
    const data = await this.desk.ask<{ articles: { nodes: { id: string }[] } }>(ARTICLES, {
      where: { allows },
      orderBy: isLate ? 'RECENTLY_CHANGED' : 'LONGEST_WAITING',
    });
    const nodes = data?.articles.nodes ?? [];
    return nodes.length === 0 ? undefined : this.desk.article(oneOf(nodes, this.random).id);
  }

  private async make(
    article: DeskArticle,
    transition: string,
    mutation: string,
    type: string,
    input: Instants,
  ) {
    const done = await this.desk.attempt(
      mutation,
      type,
      { ...on(article), ...input },
      { article, transition },
    );
    if (done === undefined) return;
    if (Number.isFinite(done.seq)) await this.look(done.article, done.seq);
    for (const instant of [input.at, input.until]) if (instant) this.watch(article.id, instant);
  }

  private async rollBack(article: DeskArticle): Promise<void> {
    const found = await this.desk.ask<{
      article: { live: { revision: { id: string } } | null; revisions: { nodes: { id: string }[] } } | null;
    }>(APPROVED, { id: article.id });
    const { live, revisions } = found?.article ?? {};
    const earlier = revisions?.nodes.find(({ id }) => id !== live?.revision.id && id !== article.working.id);
    if (earlier === undefined || !live) return;
    const input = { ...on(article), revisionId: earlier.id, until: null };
    const done = await this.desk.attempt('publishArticle', 'PublishArticleInput', input);
    if (done === undefined) return;
    this.tally.add('roll-backs');
    await this.look(done.article, done.seq);
  }

  private async renameTag(): Promise<void> {
    const { id, slug } = oneOf(this.site.tags, this.random);
    const document = 'mutation ($input: UpdateTagInput!) { updateTag(input: $input) { tag { id } } }';
    const name = `Topic ${slug} ${Math.floor(this.random() * 1e6)}`;
    if (await this.desk.ask(document, { input: { id, name } })) this.tally.add('updateTag');
    for (const reader of this.readers) await reader.readLists([slug]);
  }

  /** At the server that made it without being told, at the other with the change's number. */
  private async look({ id, working: { tags } }: DeskArticle, seq: number): Promise<void> {
    const slugs = tags.slice(0, 1).map(({ slug }) => slug);
    await Promise.all(
      this.readers.map(async (reader, nth) => {
        const told = nth === this.desk.server.nth ? { known: seq } : { min: seq };
        await reader.readArticle(id, told);
        await reader.readLists(slugs, told);
      }),
    );
  }

  /** Reads the article of both servers again and again, from before the instant until after it. */
  private watch(articleId: string, instant: Date): void {
    const watching = (async () => {
      await sleep(Math.max(0, instant.getTime() - WATCH_MS - Date.now()));
      while (Date.now() < instant.getTime() + WATCH_MS) {
        await Promise.all(this.readers.map((reader) => reader.readArticle(articleId)));
        await sleep(BETWEEN_LOOKS_MS);
      }
      this.tally.add('instants watched');
    })();
    this.watching.add(watching);
    void watching.finally(() => this.watching.delete(watching));
  }

  private ahead(from: number): Date {
    return new Date(from + AHEAD_MS.min + Math.floor(this.random() * AHEAD_MS.more));
  }

  /** Of those that begin, a third ends a few seconds later; the others have no end. */
  private maybeUntil(from: number): Instants {
    return { until: this.random() < 0.33 ? this.ahead(from) : null };
  }
}

interface Instants {
  readonly at?: Date;
  readonly until?: Date | null;
  readonly [more: string]: unknown;
}
