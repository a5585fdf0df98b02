// Runs in the worker thread of markdown-renderer.ts.
import { renderMarkdown, type RenderedBody } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

/** A refusal is a result: an error that crosses to another thread loses its class. */
export type RenderOutcome = { readonly rendered: RenderedBody } | { readonly refusal: string };

export default function outcomeOf(markdown: string): RenderOutcome {
  try {
    return { rendered: renderMarkdown(markdown) };
  } catch (error) {
    if (error instanceof UnrenderableMarkdown) return { refusal: error.message };
    throw error;
  }
}
