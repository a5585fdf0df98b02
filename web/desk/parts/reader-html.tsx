// HTML as readers get it, which the server has sanitised: the one place of the desk that sets HTML. It stands in a shadow root,
// so that neither its ids nor its classes meet those of the page.
import { useEffect, useLayoutEffect, useRef } from 'react';
import marks from '../styles/marks.css' with { type: 'text' };
import readingStyles from './reader-html.css' with { type: 'text' };

interface ReaderHtmlProps {
  /** Of the API: `Body.html` or `BodyDiff.html`. */
  readonly html: string;
  /** What it is, for screen readers. */
  readonly label: string;
  /** Called with the root whenever its content is new. */
  readonly onContent?: (root: ShadowRoot) => void;
}

let sheet: CSSStyleSheet | undefined;

function styleSheet(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(readingStyles + marks);
  }
  return sheet;
}

export function ReaderHtml({ html, label, onContent }: ReaderHtmlProps) {
  const host = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    if (host.current === null) return;
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    root.adoptedStyleSheets = [styleSheet()];
    root.innerHTML = html;
    onContent?.(root);
  }, [html, onContent]);
  useEffect(() => {
    const root = host.current?.shadowRoot;
    root?.addEventListener('click', followLink);
    return () => root?.removeEventListener('click', followLink);
  }, []);
  return <article ref={host} aria-label={label} />;
}

/** Links of the text open beside the desk; those within the text go there, which a shadow root's do not by themselves. */
function followLink(event: Event): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const href = link?.getAttribute('href');
  if (link === null || !href) return;
  event.preventDefault();
  if (!href.startsWith('#')) {
    window.open(link.href, '_blank', 'noopener,noreferrer');
    return;
  }
  const target = (event.currentTarget as ShadowRoot).getElementById(decodeURIComponent(href.slice(1)));
  target?.scrollIntoView({ block: 'center' });
}
