// From the Markdown of a revision to what readers get of it, once, when the revision is saved: CommonMark with GitHub's
// extensions. HTML within the Markdown is let through to the sanitiser, which alone decides what stays.
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
import { UnrenderableMarkdown, withinTime } from './within-time.js';

export { UnrenderableMarkdown };

export interface RenderedBody extends Prose {
  /** Sanitised: safe to put in a page as it is. */
  readonly html: string;
}

/** Wall clock. 60,000 characters of prose, a long article, take half a second to one. */
const MOST_MILLISECONDS = 5_000;

/** A short row is filled up to its table's width, a reference repeats its definition: little Markdown can be much HTML. */
const mostHtml = (markdown: string) => 100_000 + 12 * markdown.length;

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
 * Synchronous: some 20 ms for 5,000 characters of prose once warm, 5 seconds at the very most.
 * @throws UnrenderableMarkdown where it is nested too deeply or made to be slow
 */
export function renderMarkdown(markdown: string): RenderedBody {
  return withinTime(MOST_MILLISECONDS, () => {
    const tree = pipeline.runSync(pipeline.parse(markdown));
    const html = pipeline.stringify(tree);
    if (html.length > mostHtml(markdown)) {
      throw new UnrenderableMarkdown('The text grows out of proportion when it is rendered.');
    }
    return { html, ...proseOf(tree) };
  });
}
