// Which renderer this is, and what it is given to render an article's body.
import type { RenderTask } from './markdown-worker.js';

/**
 * Goes up with every change of what the same Markdown becomes. What an earlier renderer made is then made again, in the
 * background.
 */
export const RENDERER_VERSION = 2;

/** Of an article's id, in the ids of its headings: articles that are shown on one page do not collide. */
const ID_SUFFIX_LENGTH = 6;

/** @param articleId undefined for a body of no article */
export const renderTaskOf = (
  markdown: string,
  articleId: string | undefined,
  embedHosts: readonly string[],
): RenderTask => ({
  markdown,
  // The last letters of an id are random.
  idSuffix: articleId?.slice(-ID_SUFFIX_LENGTH) ?? 'preview',
  embedHosts,
});
