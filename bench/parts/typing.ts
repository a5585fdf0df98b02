// Compares typing in the desk's editor with typing in a bare CodeMirror that holds the same text, in the same browser: the work
// of the main thread from one key until the next, with its layout and paint, as the browser's trace counts it.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type Page } from 'playwright-core';
import { median } from '../measure.js';
import { oneOf, seededRandom } from '../random.js';

export const TYPED_WORDS = 10_000;
const KEY_COUNT = 250;
/** Not measured: code is still being compiled. */
const WARM_UP_KEYS = 50;
/** Long enough for all that a key leads to, in either editor. */
const BETWEEN_KEYS_MS = 40;

const BROWSER = process.env.TEST_CHROMIUM ?? '/usr/bin/chromium';
const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'];
const ORIGIN = 'https://typing.example';

/** Milliseconds of the main thread for a key. */
export interface KeyTimes {
  readonly medianMs: number;
  readonly p99Ms: number;
}

export interface Typing {
  readonly ours: KeyTimes;
  readonly bare: KeyTimes;
}

const EDITORS: Readonly<Record<keyof Typing, string>> = {
  ours: `
    import { createElement } from 'react';
    import { createRoot } from 'react-dom/client';
    import { Editor } from './web/desk/editor/editor.js';
    import './web/desk/styles/desk.css';
    const root = createRoot(document.getElementById('desk'));
    root.render(createElement(Editor, { initial: window.text, label: 'Body', onChange() {}, onReady: (handle) => (window.handle = handle) }));`,
  // As wide, and in the same type, so that what differs is the editor.
  bare: `
    import { history, historyKeymap, standardKeymap } from '@codemirror/commands';
    import { EditorView, keymap } from '@codemirror/view';
    import './web/desk/styles/desk.css';
    const parent = document.getElementById('desk');
    parent.className = 'editor';
    const extensions = [history(), EditorView.lineWrapping, keymap.of([...historyKeymap, ...standardKeymap])];
    const view = new EditorView({ parent, doc: window.text, extensions });
    window.handle = {
      select(anchor) {
        view.dispatch({ selection: { anchor }, scrollIntoView: true });
        view.focus();
      },
    };`,
};

/** @returns undefined where there is no browser */
export async function measureTyping(rounds: number): Promise<Typing | undefined> {
  if (!existsSync(BROWSER)) {
    console.warn(`SKIPPED, since there is no browser at ${BROWSER}.`);
    return undefined;
  }
  const browser = await chromium.launch({ executablePath: BROWSER, args: FLAGS });
  try {
    const names = ['ours', 'bare'] as const;
    const times: Record<keyof Typing, KeyTimes[]> = { ours: [], bare: [] };
    const files = { ours: await bundle(EDITORS.ours), bare: await bundle(EDITORS.bare) };
    for (let round = 0; round < rounds; round++) {
      for (const name of round % 2 === 0 ? names : names.toReversed()) {
        times[name].push(timesOf(await typeIn(browser, files[name])));
      }
    }
    return { ours: medianTimes(times.ours), bare: medianTimes(times.bare) };
  } finally {
    await browser.close();
  }
}

async function bundle(contents: string): Promise<ReadonlyMap<string, Buffer>> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: resolve('.'), loader: 'ts' },
    bundle: true,
    splitting: true,
    format: 'esm',
    jsx: 'automatic',
    minify: true,
    outdir: resolve('assets'),
    publicPath: '/',
    entryNames: 'main',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file' },
    write: false,
    logLevel: 'warning',
  });
  return new Map(outputFiles.map(({ path, contents }) => [`/${basename(path)}`, Buffer.from(contents)]));
}

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css' };
const HTML =
  '<!doctype html><title>Typing</title><link rel="stylesheet" href="/main.css"><div id="desk"></div><script type="module" src="/main.js"></script>';

async function openPage(browser: Browser, files: ReadonlyMap<string, Buffer>): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ body: HTML, contentType: 'text/html' });
    const body = files.get(pathname);
    return body
      ? route.fulfill({ body, contentType: TYPES[extname(pathname)] ?? 'application/octet-stream' })
      : route.fulfill({ status: 404 });
  });
  return page;
}

/** Types in the middle of the text. @returns the milliseconds that each key took */
async function typeIn(browser: Browser, files: ReadonlyMap<string, Buffer>): Promise<number[]> {
  const page = await openPage(browser, files);
  const text = markdown();
  const middle = text.indexOf('\n\n', text.length / 2);
  await page.addInitScript(`window.text = ${JSON.stringify(text)}`);
  await page.goto(ORIGIN);
  await page.waitForFunction('window.handle && document.fonts.ready.then(() => true)');
  await page.evaluate(`window.handle.select(${middle}, ${middle})`);
  const keys = [...' the harbour is deep enough and the road to it is not'];
  const type = async (count: number) => {
    for (let i = 0; i < count; i++) {
      await page.keyboard.press(keys[i % keys.length] ?? ' ');
      await sleep(BETWEEN_KEYS_MS);
    }
  };
  await type(WARM_UP_KEYS);
  await browser.startTracing(page, {
    categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'],
  });
  await type(KEY_COUNT);
  const trace = await browser.stopTracing();
  await page.close();
  return keyTimes(JSON.parse(trace.toString()) as Trace);
}

/** Paragraphs with a heading, a link or something bold here and there. */
function markdown(): string {
  const random = seededRandom(7);
  const words =
    'harbour timber road cargo the a of to and state lari train port depth city contract sea'.split(' ');
  const sentence = (count: number) => Array.from({ length: count }, () => oneOf(words, random)).join(' ');
  const paragraphs = Array.from({ length: TYPED_WORDS / 50 }, (_, i) => {
    if (i % 10 === 5) return `## ${sentence(4)}\n\n${sentence(46)}.`;
    return `${sentence(20)} **${sentence(3)}** ${sentence(15)} [${sentence(4)}](https://example.org/${i}) ${sentence(8)}.`;
  });
  return paragraphs.join('\n\n');
}

interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds. */
  readonly ts: number;
  readonly dur?: number;
  /** Of the thread's CPU: what others of the machine took is not in it. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

interface Trace {
  readonly traceEvents: readonly TraceEvent[];
}

function keyTimes({ traceEvents }: Trace): number[] {
  const keys = traceEvents
    .filter(({ name, args }) => name === 'EventDispatch' && args?.data?.type === 'keydown')
    .sort((one, other) => one.ts - other.ts);
  const [first] = keys;
  if (keys.length !== KEY_COUNT || !first) throw new Error(`${keys.length} of ${KEY_COUNT} keys are traced.`);
  const tasks = traceEvents
    .filter(({ name, pid, tid }) => name === 'RunTask' && pid === first.pid && tid === first.tid)
    .map((task) => ({ end: task.ts + (task.dur ?? 0), ms: (task.tdur ?? task.dur ?? 0) / 1000 }));
  // A key's own task begins before the event does. What follows the last key has no end.
  return keys.slice(0, -1).map(({ ts }, i) => {
    const next = keys[i + 1]?.ts ?? ts;
    return tasks.filter(({ end }) => end > ts && end <= next).reduce((sum, { ms }) => sum + ms, 0);
  });
}

function timesOf(times: readonly number[]): KeyTimes {
  const sorted = [...times].sort((one, other) => one - other);
  return { medianMs: median(times), p99Ms: sorted[Math.ceil(sorted.length * 0.99) - 1] ?? NaN };
}

const medianTimes = (runs: readonly KeyTimes[]): KeyTimes => ({
  medianMs: median(runs.map(({ medianMs }) => medianMs)),
  p99Ms: median(runs.map(({ p99Ms }) => p99Ms)),
});
