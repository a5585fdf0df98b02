// The thread in which bodies are rendered, one after the other: it says once that it is ready, then answers each Markdown
// with what came of it. Whatever else is thrown ends it, and is told to whoever waits.
import { parentPort } from 'node:worker_threads';
import { renderMarkdown, type RenderedBody } from './render-markdown.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

export type Answer = { readonly rendered: RenderedBody } | { readonly refusal: string };

parentPort?.on('message', (markdown: string) => parentPort?.postMessage(answerTo(markdown)));
parentPort?.postMessage('ready');

function answerTo(markdown: string): Answer {
  try {
    return { rendered: renderMarkdown(markdown) };
  } catch (error) {
    if (error instanceof UnrenderableMarkdown) return { refusal: error.message };
    throw error;
  }
}
