// HTML as readers get it, sanitised by the server: the only place of the desk that sets innerHTML. A shadow root keeps its ids and
// classes apart from the page's.
import { useEffect, useLayoutEffect, useRef } from 'react';
import marks from '../styles/marks.css' with { type: 'text' };
import readingStyles from './reader-html.css' with { type: 'text' };

interface ReaderHtmlProps {
  /** `Body.html` or `BodyDiff.html` of the API. */
  readonly html: string;
  /** The accessible name. */
  readonly label: string;
  /** Called when the content has been set. */
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

/** Opens links in a new tab. Links within the text scroll to their target, which browsers do not do in a shadow root. */
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
