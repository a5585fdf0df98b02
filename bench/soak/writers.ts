// A writer: begins articles, writes on those of their own, keeps what is not saved yet, and submits them.
import { setTimeout as sleep } from 'node:timers/promises';
import { oneOf } from '../random.js';
import type { DeskArticle, DeskClient } from './desk.js';
import type { Site } from './readers.js';

const THINK_MS = 2000;
/** Between what a writer reads and what follows from it: others may come first. */
const HESITATE_MS = 500;

/** Words of a body; it begins with the number that the title has, which tells one revision from all others. */
const SENTENCE =
  'The harbour master told the city that the ferry would be late, and that the budget had no owner. ';
let revisions = 0;

export class Writer {
  /** The titles of what was saved: none may be lost. */
  readonly saved: string[] = [];

  constructor(
    private readonly desk: DeskClient,
    private readonly own: string[],
    private readonly site: Site,
    private readonly authorIds: readonly string[],
    private readonly random: () => number,
  ) {}

  async writeUntil(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await sleep(this.random() * 2 * THINK_MS);
      if (this.random() < 0.1) await this.create();
      else await this.work(oneOf(this.own, this.random));
    }
    this.desk.close();
  }

  private async create(): Promise<void> {
    const content = { ...this.content(), ...this.references() };
    const made = await this.desk.attempt('createArticle', 'CreateArticleInput', content);
    if (made === undefined) return;
    const { id, working } = made.article;
    this.saved.push(content.title);
    this.own.push(id);
    this.site.articles.push({ id, slug: working.slug });
  }

  private async work(id: string): Promise<void> {
    const article = await this.desk.article(id);
    if (article === undefined) return;
    await sleep(this.random() * HESITATE_MS);
    const may = (name: string) =>
      article.transitions.find((option) => option.name === name)?.allowed === true;
    // Some do not read the reasons.
    const name = oneOf(['EDIT', 'EDIT', 'SUBMIT', 'SUBMIT', 'SUBMIT', 'WITHDRAW'], this.random);
    if (!may(name) && this.random() < 0.8) return;
    if (name === 'EDIT') return this.edit(article);
    const mutation = name === 'SUBMIT' ? 'submitForReview' : 'withdrawFromReview';
    if (name === 'WITHDRAW' && this.random() < 0.7) return;
    await this.desk.attempt(mutation, 'TransitionInput', on(article), { article, transition: name });
  }

  private async edit(article: DeskArticle): Promise<void> {
    const content = this.content();
    const isAllowed = article.transitions.some((option) => option.name === 'EDIT' && option.allowed);
    if (isAllowed && this.random() < 0.7) {
      await this.desk.autosave(article, content);
      await sleep(this.random() * HESITATE_MS);
      if (this.random() < 0.3) return;
    }
    const more = this.random() < 0.3 ? this.references() : {};
    const input = { ...on(article), ...content, ...more };
    const done = await this.desk.attempt('saveDraft', 'SaveDraftInput', input, {
      article,
      transition: 'EDIT',
    });
    if (done) this.saved.push(content.title);
  }

  private content() {
    const number = `Number ${++revisions}`;
    const body = `${number}. ${SENTENCE.repeat(1 + Math.floor(this.random() * 40))}`;
    return { title: `${number} of the harbour`, body };
  }

  private references() {
    const tagIds = [
      ...new Set([oneOf(this.site.tags, this.random).id, oneOf(this.site.tags, this.random).id]),
    ];
    return { tagIds, authorIds: [oneOf(this.authorIds, this.random)] };
  }
}

export const on = ({ id, version }: DeskArticle) => ({ articleId: id, version });
