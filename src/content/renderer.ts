// The renderer's version, and the task that renders an article's body.
import type { RenderTask } from './markdown-worker.js';

/**
 * To be increased whenever the same Markdown gives other HTML, text or counts. Bodies of earlier versions are then rendered
 * again in the background.
 */
export const RENDERER_VERSION = 2;

/** Characters of the article's id in the ids of its headings, so that articles on one page do not collide. */
const ID_SUFFIX_LENGTH = 6;

/** @param articleId undefined for a body that belongs to no article */
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
