// Runs in the threads of markdown-renderer.ts.
import { renderMarkdown, type RenderedMarkdown, type RenderOptions } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';
export { ownStatPath } from './thread-cpu.js';

/** Holds the message of an UnrenderableMarkdown: an error loses its class on the way to another thread. */
export type RenderOutcome = { readonly rendered: RenderedMarkdown } | { readonly error: string };

export interface RenderTask extends RenderOptions {
  readonly markdown: string;
}

export default function renderOutcome({ markdown, ...options }: RenderTask): RenderOutcome {
  try {
    return { rendered: renderMarkdown(markdown, options) };
  } catch (error) {
    if (error instanceof UnrenderableMarkdown) return { error: error.message };
    throw error;
  }
}
