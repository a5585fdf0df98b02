// Renders a body before it is written, and one that is not. Rendering takes its time, so it is done outside of every
// transaction, and not again for a body that the working copy has from this renderer.
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '../../config/config.js';
import type { Lane } from '../../content/fair-queue.js';
import { renderInWorker } from '../../content/markdown-renderer.js';
import { RENDERER_VERSION, renderTaskOf } from '../../content/renderer.js';
import type { RenderedBody, RenderedMarkdown } from '../../content/render-markdown.js';
import { textHash } from '../../content/text-hash.js';
import { UnrenderableMarkdown } from '../../content/unrenderable-markdown.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { MAX_BODY_LENGTH } from '../../domain/article-fields.js';
import { normalizeLines } from '../../domain/text.js';
import { badUserInput, notFound } from '../../domain/errors.js';
import type { Actor } from '../context.js';
import { visibleArticles } from '../users/article-access.js';
import { refuseWhereFull } from './refuse-where-full.js';
import type { StoredRevision } from './stored-revision.js';

const RENDERED = {
  html: true,
  text: true,
  opening: true,
  wordCount: true,
  readingMinutes: true,
  renderer: true,
} as const;

/** A rendered body as it is stored, with the number of its renderer. */
export interface StoredBody extends RenderedBody {
  readonly renderer: number;
}

/** A body as it was rendered, or that of a revision with the same one. */
export type RenderedBodyOrSame = StoredBody | { readonly sameAsRevision: string };

/** Texts whose removed elements are remembered: several pages of articles. */
const MAX_REMEMBERED = 1_000;

interface BodyToRender {
  readonly body: string;
  /** undefined: of no article. */
  readonly articleId?: string;
  /** Of the argument that an error is about. */
  readonly path: string[];
}

/** What renderBody returns. */
export interface UnsavedBody extends RenderedBody {
  readonly markdown: string;
}

@Injectable()
export class MarkdownService {
  /** The removed elements by the text's hash. */
  private readonly removed = new LRUCache<string, Promise<readonly string[]>>({ max: MAX_REMEMBERED });

  constructor(
    private readonly database: DeskDatabase,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * For a revision that is to be saved.
   * @param working the article's working copy; undefined where there is none
   * @throws BAD_USER_INPUT with what its author can do about it
   */
  async render(
    actor: Actor,
    body: string,
    articleId: string,
    working?: StoredRevision,
  ): Promise<RenderedBodyOrSame> {
    const toRender = { body: normalizeLines(body), articleId, path: ['input', 'body'] };
    const same = working?.content.body === toRender.body ? { sameAsRevision: working.id } : undefined;
    if (same !== undefined && working?.renderer === RENDERER_VERSION) return same;
    return this.rendered(actor, 'save', toRender, () => same);
  }

  /**
   * What a save would render, without one.
   * @throws BAD_USER_INPUT; NOT_FOUND where the actor may not see the article; RATE_LIMITED
   */
  async preview(actor: Actor, markdown: string, articleId?: string | null): Promise<UnsavedBody> {
    if (articleId != null) {
      const where = { AND: [{ id: articleId }, visibleArticles(actor)] };
      if ((await this.database.article.count({ where })) === 0) throw notFound();
    }
    const body = normalizeLines(markdown);
    const toRender = { body, articleId: articleId ?? undefined, path: ['markdown'] };
    const rendered = await this.rendered(actor, 'preview', toRender, () => this.storedAs(toRender));
    return { ...rendered, markdown: body };
  }

  /** As the working copy has it; undefined where that has another body. */
  private async storedAs({ body, articleId }: BodyToRender): Promise<StoredBody | undefined> {
    if (articleId === undefined) return undefined;
    const where = { body, workingOf: { id: articleId } };
    return (await this.database.revision.findFirst({ where, select: RENDERED })) ?? undefined;
  }

  /** Elements that readers do not get of a text that could be rendered. @throws RATE_LIMITED */
  removedFrom(actor: Actor, markdown: string): Promise<readonly string[]> {
    const key = textHash(markdown);
    const known = this.removed.get(key);
    if (known !== undefined) return known;
    const removed = this.inWorker(actor, 'stored', markdown).then((rendered) => rendered.removed);
    this.removed.set(key, removed);
    removed.catch(() => this.removed.delete(key));
    return removed;
  }

  /** @param stored what an earlier renderer made of the same body: readers have that */
  private async rendered<Stored>(
    actor: Actor,
    lane: Lane,
    { body, articleId, path }: BodyToRender,
    stored: () => Stored | undefined | Promise<Stored | undefined>,
  ): Promise<StoredBody | Stored> {
    const name = path.at(-1) ?? '';
    const refused = (message: string) => badUserInput([{ path, message }]);
    if (body.length > MAX_BODY_LENGTH)
      throw refused(`${name} may have ${MAX_BODY_LENGTH} characters at most.`);
    try {
      const { removed, ...rendered } = await this.inWorker(actor, lane, body, articleId);
      this.removed.set(textHash(body), Promise.resolve(removed));
      return { ...rendered, renderer: RENDERER_VERSION };
    } catch (error) {
      if (!(error instanceof UnrenderableMarkdown)) throw error;
      const earlier = await stored();
      if (earlier === undefined) throw refused(error.message);
      return earlier;
    }
  }

  private inWorker(
    actor: Actor,
    lane: Lane,
    markdown: string,
    articleId?: string,
  ): Promise<RenderedMarkdown> {
    const { embedHosts } = this.config;
    const task = renderTaskOf(markdown, articleId, embedHosts);
    return renderInWorker(task, { lane, userId: actor.id }).catch(refuseWhereFull);
  }
}
