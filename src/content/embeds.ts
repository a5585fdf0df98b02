// Embeds: what a page of another site shows inside an article. An address of a known site that stands alone in its paragraph,
// or an <iframe> of one, becomes `<figure data-embed="youtube">` with the link in it. A frontend can bring it to life; without
// one it is a link. Nothing of the other site is loaded by our HTML.
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { visit } from 'unist-util-visit';

/** By the name of `data-embed`: the hosts of its pages, with all that end in them. */
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

/** The page that a player's address shows: the player's path, and the page's address with what the path names. */
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
/** Players that name the page in their query. */
const PAGE_PARAMETERS = ['url', 'href'];

/** Of elements that hold paragraphs; in others an <iframe> stands between words, and becomes a link there. */
const BLOCK_PARENTS = new Set(['blockquote', 'body', 'details', 'div', 'figure', 'li', 'section']);

/**
 * Before the sanitiser, which takes every <iframe> away: the <iframe> of a known site becomes a paragraph with the address.
 * @param hosts known beside the providers
 */
export const rehypeFrames = (hosts: readonly string[]) => (tree: Root) => {
  visit(tree, 'element', (element, index, parent) => {
    if (element.tagName !== 'iframe' || parent === undefined || index === undefined) return;
    const address = pageOf(element.properties.src, hosts);
    if (address === undefined) return;
    const isBlock = parent.type === 'root' || BLOCK_PARENTS.has(parent.tagName);
    parent.children[index] = isBlock ? paragraph([linkTo(address)]) : linkTo(address);
  });
};

/** After the sanitiser, so that nobody's own HTML can claim to be an embed. */
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

/** The name of a known site; undefined for every other address, and for one that is not https. */
function providerOf(address: string, hosts: readonly string[]): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, pathname, port, username } = new URL(address);
  if (protocol !== 'https:' || pathname === '/' || port !== '' || username !== '') return undefined;
  const isOf = (host: string) => hostname === host || hostname.endsWith(`.${host}`);
  const known = Object.entries(PROVIDERS).find(([, domains]) => domains.some(isOf));
  return known?.[0] ?? hosts.find((host) => host === hostname);
}

/** The page of a known site that an <iframe> shows. */
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

/** Without the blanks around it. */
const contentOf = (node: Element): Nodes[] =>
  node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
