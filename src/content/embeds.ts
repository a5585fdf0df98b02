// Embeds: pages of other sites inside an article. An address of a known site that stands alone in its paragraph, or an <iframe>
// of one, becomes `<figure data-embed="youtube">` with the link in it. A frontend can replace it by the site's player; otherwise
// it stays a link. Our HTML loads nothing from the other site.
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** The domains of each provider, with their subdomains, by the value of `data-embed`. */
const PROVIDERS: Readonly<Record<string, readonly string[]>> = {
  youtube: ['youtube.com', 'youtu.be', 'youtube-nocookie.com'],
  vimeo: ['vimeo.com'],
  x: ['x.com', 'twitter.com'],
  bluesky: ['bsky.app'],
  instagram: ['instagram.com'],
  tiktok: ['tiktok.com'],
  facebook: ['facebook.com', 'fb.watch'],
  spotify: ['spotify.com'],
  soundcloud: ['soundcloud.com'],
};

/** Which page a player's address shows: `page` followed by the groups of `path`. */
const PLAYERS: readonly (readonly [host: RegExp, path: RegExp, page: string])[] = [
  [/(^|\.)youtube(-nocookie)?\.com$/, /^\/embed\/([\w-]+)$/, 'https://www.youtube.com/watch?v='],
  [/^player\.vimeo\.com$/, /^\/video\/(\d+)$/, 'https://vimeo.com/'],
  [/^open\.spotify\.com$/, /^\/embed\/(\w+\/\w+)$/, 'https://open.spotify.com/'],
  [
    /^embed\.bsky\.app$/,
    /^\/embed\/(?:at:\/\/)?([^/]+)\/app\.bsky\.feed\.post\/(\w+)$/,
    'https://bsky.app/profile/',
  ],
];
/** Query parameters in which other players name the page. */
const PAGE_PARAMETERS = ['url', 'href'];

/** Elements that hold paragraphs. In any other element an <iframe> stands between words, and becomes a link. */
const BLOCK_PARENTS = new Set(['blockquote', 'body', 'details', 'div', 'figure', 'li', 'section']);

/**
 * Replaces the <iframe> of a known site by a paragraph with the page's address. Runs before the sanitiser, which removes every
 * <iframe>.
 * @param hosts sites that are known beside the providers
 */
export const rehypeIframes = (hosts: readonly string[]) => (tree: Root) => {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'iframe' || parent === undefined || index === undefined) return;
    const address = pageOf(element.properties.src, hosts);
    if (address === undefined) return;
    const isBlock = parent.type === 'root' || BLOCK_PARENTS.has(parent.tagName);
    parent.children[index] = isBlock ? paragraph([linkTo(address)]) : linkTo(address);
  });
};

/** Makes embeds of addresses. Runs after the sanitiser, so that HTML in the Markdown cannot claim to be an embed. */
export const rehypeEmbeds = (hosts: readonly string[]) => (tree: Root) => {
  visit(tree, 'element', (element) => {
    const [link, ...others] = contentOf(element);
    if (element.tagName !== 'p' || link?.type !== 'element' || link.tagName !== 'a' || others.length > 0)
      return;
    const { href } = link.properties;
    const [text, ...more] = link.children;
    if (text?.type !== 'text' || more.length > 0 || text.value !== href) return;
    const provider = providerOf(href, hosts);
    if (provider === undefined) return;
    element.tagName = 'figure';
    element.properties = { dataEmbed: provider };
    element.children = [link];
  });
};

/** The name of the known site that has the page; undefined for any other address, a front page, and one that is not https. */
function providerOf(address: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname, port, username } = new URL(address);
  if (protocol !== 'https:' || pathname === '/' || port !== '' || username !== '') return undefined;
  const isOf = (host: string) => hostname === host || hostname.endsWith(`.${host}`);
  const known = Object.entries(PROVIDERS).find(([, domains]) => domains.some(isOf));
  return known?.[0] ?? hosts.find((host) => host === hostname);
}

/** The address of the page that an <iframe> of a known site shows; undefined for any other <iframe>. */
function pageOf(source: unknown, hosts: readonly string[]): string | undefined {
  const address = typeof source === 'string' && source.startsWith('//') ? `https:${source}` : source;
  if (typeof address !== 'string' || providerOf(address, hosts) === undefined) return undefined;
  const url = new URL(address);
  for (const [host, path, page] of PLAYERS) {
    const [, ...names] = host.test(url.hostname) ? (path.exec(url.pathname) ?? []) : [];
    if (names.length > 0) return page + names.join('/post/');
  }
  const named = PAGE_PARAMETERS.map((name) => url.searchParams.get(name)).find((page) => page !== null);
  return named != null && providerOf(named, hosts) !== undefined ? named : url.href;
}

const linkTo = (address: string): Element => ({
  type: 'element',
  tagName: 'a',
  properties: { href: address },
  children: [{ type: 'text', value: address }],
});

const paragraph = (children: ElementContent[]): Element => ({
  type: 'element',
  tagName: 'p',
  properties: {},
  children,
});

/** The children without blank text. */
const contentOf = (node: Element): Nodes[] =>
  node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
