// Renders a body before it is written. Rendering takes its time, so it is done outside of every transaction, and not again
// for a body that a revision of the article has had before.
import { Injectable } from '@nestjs/common';
import { renderInWorker } from '../../content/markdown-renderer.js';
import type { RenderedBody } from '../../content/render-markdown.js';
import { UnrenderableMarkdown } from '../../content/unrenderable-markdown.js';
import { DeskDatabase } from '../../database/desk.database.js';
import { ARTICLE_FIELDS } from '../../domain/article-fields.js';
import { badUserInput } from '../../domain/errors.js';

/** The columns of a revision that hold its rendered body. */
export const RENDERED = {
  html: true,
  text: true,
  opening: true,
  wordCount: true,
  readingMinutes: true,
} as const;

const MAX_BODY_LENGTH = ARTICLE_FIELDS.find(({ name }) => name === 'body')?.max ?? 0;

@Injectable()
export class MarkdownService {
  constructor(private readonly database: DeskDatabase) {}

  /**
   * @param articleId none for an article that is yet to be
   * @throws BAD_USER_INPUT with what its author can do about it
   */
  async render(body: string, articleId?: string): Promise<RenderedBody> {
    if (body.length > MAX_BODY_LENGTH) throw refused(`body may have ${MAX_BODY_LENGTH} characters at most.`);
    const before =
      articleId === undefined
        ? null
        : await this.database.revision.findFirst({ where: { articleId, body }, select: RENDERED });
    try {
      return before ?? (await renderInWorker(body));
    } catch (error) {
      if (!(error instanceof UnrenderableMarkdown)) throw error;
      throw refused(error.message);
    }
  }
}

const refused = (message: string) => badUserInput([{ path: ['input', 'body'], message }]);
