// Renders Markdown: CommonMark with GitHub's extensions. A revision's body is rendered once, when it is saved. HTML within the
// Markdown passes to the sanitiser, which alone decides what stays. The server renders through markdown-renderer.ts, which
// limits the time.
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { ALLOWED_HTML } from './allowed-html.js';
import { remarkAutolinks } from './autolinks.js';
import { rehypeEmbeds, rehypeIframes } from './embeds.js';
import { rehypeHeadingIds } from './heading-ids.js';
import { rehypeInnerLinks } from './inner-links.js';
import { extractProse, type Prose } from './prose.js';
import { removedElements } from './removed-elements.js';
import { remarkUnknownTags } from './unknown-tags.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';
import { rehypeWordProcessors } from './word-processors.js';

export interface RenderedBody extends Prose {
  /** Sanitised: safe to put in a page as it is. */
  readonly html: string;
}

export interface RenderedMarkdown extends RenderedBody {
  /** Names of the elements that the sanitiser removed, each once. */
  readonly removed: readonly string[];
}

/**
 * A row gets as many cells as its table's header, and a reference repeats its definition, so little Markdown can become much
 * HTML.
 */
const maxHtmlLength = (markdown: string) => 100_000 + 12 * markdown.length;

/** Extracted text would keep only the CR of a CRLF within a paragraph, which is no space between two words. */
const LINE_ENDINGS = /\r\n?/g;

export interface RenderOptions {
  /** The end of the ids of headings and footnotes. */
  readonly idSuffix: string;
  /** Hosts whose addresses become embeds, beside the known providers. */
  readonly embedHosts: readonly string[];
}

const DEFAULT_OPTIONS: RenderOptions = { idSuffix: 'preview', embedHosts: [] };

const toUnsafeTree = unified()
  .use(remarkParse)
  // A single tilde means a range or an approximation: `5~10 degrees`.
  .use(remarkGfm, { singleTilde: false })
  .use(remarkAutolinks)
  .use(remarkUnknownTags)
  // The sanitiser prefixes every id, also those of footnotes.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .use(rehypeWordProcessors)
  .freeze();

const sanitiser = unified()
  .use(rehypeSanitize, ALLOWED_HTML)
  .use(rehypeInnerLinks)
  .use(rehypeStringify)
  .freeze();

/**
 * Synchronous: some 20 ms for 5,000 characters of prose once warm. Malicious Markdown can take arbitrarily long.
 * @throws UnrenderableMarkdown where it is nested too deeply or grows too much
 */
export function renderMarkdown(
  markdown: string,
  { idSuffix, embedHosts }: RenderOptions = DEFAULT_OPTIONS,
): RenderedMarkdown {
  try {
    const lines = markdown.replace(LINE_ENDINGS, '\n');
    const unsafe = toUnsafeTree.runSync(toUnsafeTree.parse(lines), lines);
    rehypeIframes(embedHosts)(unsafe);
    const removed = removedElements(unsafe);
    const tree = sanitiser.runSync(unsafe);
    rehypeHeadingIds(idSuffix)(tree);
    rehypeEmbeds(embedHosts)(tree);
    const html = sanitiser.stringify(tree);
    if (html.length > maxHtmlLength(markdown)) {
      throw new UnrenderableMarkdown('The text grows out of proportion when it is rendered.');
    }
    return { html, removed, ...extractProse(tree) };
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
      throw new UnrenderableMarkdown('The text is nested too deeply to be rendered.');
    }
    throw error;
  }
}
