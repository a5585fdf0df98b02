// The page that loads the desk, the same at each of its addresses, and what it may load.
import { randomBytes } from 'node:crypto';
import type { WebBundle } from './web-bundle.js';

export const DESK_APP_PATH = '/desk/';
export const DESK_FILES = '/desk/assets/';

/**
 * The editor and the dialogs write style elements of their own, which carry the nonce. Pictures of bodies come from anywhere
 * on the web; frames show the public site's previews.
 */
const policyOf = (nonce: string, previewOrigin: string | undefined): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' https: data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    `frame-src 'self'${previewOrigin === undefined ? '' : ` ${previewOrigin}`}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');

/** For the page and for its files. */
export const FILE_HEADERS: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

export interface DeskPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Makes the page, with a nonce of its own each time.
 * @param sitePreviewUrl SITE_PREVIEW_URL, whose site the desk shows in a frame
 */
export function deskPage(bundle: WebBundle, sitePreviewUrl: string | undefined): DeskPage {
  const nonce = randomBytes(16).toString('base64');
  const previewOrigin = sitePreviewUrl === undefined ? undefined : new URL(sitePreviewUrl).origin;
  return {
    html: htmlOf(bundle, nonce),
    headers: {
      ...FILE_HEADERS,
      'Content-Security-Policy': policyOf(nonce, previewOrigin),
      'Cache-Control': 'no-store',
    },
  };
}

const htmlOf = (bundle: WebBundle, nonce: string): string => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta property="csp-nonce" content="${nonce}" nonce="${nonce}">
    <title>Copydesk</title>
    <link rel="icon" href="${DESK_FILES}${bundle.entries.icon}">
    <link rel="stylesheet" href="${DESK_FILES}${bundle.style}">
${bundle.imports.map((name) => `    <link rel="modulepreload" href="${DESK_FILES}${name}">\n`).join('')}    <script type="module" src="${DESK_FILES}${bundle.entries.main}"></script>
  </head>
  <body>
    <div id="desk"></div>
    <noscript>The desk needs JavaScript.</noscript>
  </body>
</html>
`;
