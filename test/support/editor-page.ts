// A page with nothing but the editor, bundled from the sources, under the headers of the desk's own page. No server is needed.
import { build } from 'esbuild';
import { basename, extname, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { deskPage } from '../../src/web/desk-page.js';
import { newPage } from './browser.js';

const ORIGIN = 'https://desk.example';
const ASSETS = '/desk/assets/';
const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };

/** Development's React runs effects twice, which the editor must stand. */
const MAIN = `
import { createElement, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Editor } from './web/desk/editor/editor.js';
import { setPreferences } from './web/desk/frame/preferences.js';
import './web/desk/styles/desk.css';

const editing = { changes: [], blurs: 0, setPreferences };
window.editing = editing;
const editor = createElement(Editor, {
  initial: window.initialText,
  label: 'Body',
  lang: 'en',
  onChange: (markdown) => editing.changes.push(markdown),
  onBlur: () => editing.blurs++,
  onReady: (handle) => (editing.handle = handle),
});
const main = createElement('main', { className: 'sheet' }, createElement('h1', null, 'Write'), editor);
createRoot(document.getElementById('desk')).render(createElement(StrictMode, null, main));
`;

async function bundle(): Promise<ReadonlyMap<string, Buffer>> {
  const { outputFiles } = await build({
    stdin: { contents: MAIN, resolveDir: resolve('.'), loader: 'ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    outdir: resolve('desk/assets'),
    publicPath: ASSETS,
    entryNames: 'main',
    define: { 'process.env.NODE_ENV': '"development"' },
    loader: { '.woff2': 'file' },
    write: false,
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, contents }) => [ASSETS + basename(path), Buffer.from(contents)]));
}

let bundled: ReturnType<typeof bundle> | undefined;

/** What the page offers to its test. */
export interface Editing {
  readonly changes: string[];
  readonly blurs: number;
  readonly handle: {
    value(): string;
    replace(markdown: string): void;
    focus(): void;
    select(from: number, to: number): void;
  };
  setPreferences(changes: { plainEditor: boolean }): void;
}

declare global {
  var editing: Editing;
  var initialText: string;
}

/** Opens the editor with that text. What else the page asks the network for is answered with 404. */
export async function openEditor(
  browser: Browser,
  text: string,
  options?: BrowserContextOptions,
): Promise<Page> {
  bundled ??= bundle();
  const files = await bundled;
  const page = await newPage(browser, options);
  const entries = { main: 'main.js', icon: 'icon.svg' };
  const { html, headers } = deskPage({ style: 'main.css', entries, imports: [], files: [] }, undefined);
  await page.route('**/*', (route) => {
    const { pathname, origin } = new URL(route.request().url());
    if (origin === ORIGIN && pathname === '/desk/') {
      return route.fulfill({ body: html, headers: { ...headers, 'Content-Type': 'text/html' } });
    }
    const body = origin === ORIGIN ? files.get(pathname) : undefined;
    const contentType = TYPES[extname(pathname)] ?? 'application/octet-stream';
    return body ? route.fulfill({ body, contentType }) : route.fulfill({ status: 404 });
  });
  await page.addInitScript((initial) => {
    globalThis.initialText = initial;
  }, text);
  await page.goto(`${ORIGIN}/desk/`);
  await page.getByRole('textbox', { name: 'Body' }).waitFor();
  return page;
}

export const valueOf = (page: Page): Promise<string> =>
  page.evaluate(() => globalThis.editing.handle.value());

/** Puts the cursor there, or selects. */
export const select = (page: Page, from: number, to = from): Promise<void> =>
  page.evaluate(([start, end]) => globalThis.editing.handle.select(start, end), [from, to] as const);
