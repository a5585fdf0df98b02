// From the Markdown of a revision to what readers get of it, once, when the revision is saved: CommonMark with GitHub's
// extensions. HTML within the Markdown is let through to the sanitiser, which alone decides what stays. How long it may
// take is for markdown-renderer.ts, through which the server renders.
import rehypeRaw from 'rehype-raw';
import rehypeSanitize from 'rehype-sanitize';
import rehypeStringify from 'rehype-stringify';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { ALLOWED_HTML } from './allowed-html.js';
import { rehypeInnerLinks } from './inner-links.js';
import { proseOf, type Prose } from './prose.js';
import { UnrenderableMarkdown } from './unrenderable-markdown.js';

export interface RenderedBody extends Prose {
  /** Sanitised: safe to put in a page as it is. */
  readonly html: string;
}

/** A short row is filled up to its table's width, a reference repeats its definition: little Markdown can be much HTML. */
const mostHtml = (markdown: string) => 100_000 + 12 * markdown.length;

/** Of a paragraph's CRLF, the text would keep the CR alone, between two words and without a space. */
const LINE_ENDINGS = /\r\n?/g;

const pipeline = unified()
  .use(remarkParse)
  .use(remarkGfm)
  // The sanitiser prefixes every id, those of footnotes too.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: '' })
  .use(rehypeRaw)
  .use(rehypeSanitize, ALLOWED_HTML)
  .use(rehypeInnerLinks)
  .use(rehypeStringify)
  .freeze();

/**
 * Synchronous: some 20 ms for 5,000 characters of prose once warm, and without end where somebody wants it.
 * @throws UnrenderableMarkdown where it is nested too deeply or grows too much
 */
export function renderMarkdown(markdown: string): RenderedBody {
  try {
    const tree = pipeline.runSync(pipeline.parse(markdown.replace(LINE_ENDINGS, '\n')));
    const html = pipeline.stringify(tree);
    if (html.length > mostHtml(markdown)) {
      throw new UnrenderableMarkdown('The text grows out of proportion when it is rendered.');
    }
    return { html, ...proseOf(tree) };
  } catch (error) {
    if (error instanceof RangeError && error.message === 'Maximum call stack size exceeded') {
      throw new UnrenderableMarkdown('The text is nested too deeply to be rendered.');
    }
    throw error;
  }
}
