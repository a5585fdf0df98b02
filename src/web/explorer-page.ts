// The explorer's page, and what it may load: only what comes from this server.

import { DELIVERY_PATH, DESK_PATH } from '../config/paths.js';
import type { WebBundle } from './web-bundle.js';

export type ExploredApi = 'delivery' | 'desk';

const TITLES: Readonly<Record<ExploredApi, string>> = {
  delivery: 'Delivery API – Copydesk',
  desk: 'Desk API – Copydesk',
};

export const EXPLORER_FILES = '/explorer/';

/** For the page, and for its files: a worker obeys the policy that its own script came with. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    // The editor writes style elements and style attributes of its own.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** HTML. Nothing in it comes from a request. */
export function explorerPage(explores: ExploredApi, bundle: WebBundle): string {
  const address = (entry: string) => EXPLORER_FILES + bundle.entries[entry];
  const workers = {
    editor: address('editor.worker'),
    graphql: address('graphql.worker'),
    json: address('json.worker'),
  };
  const paths = { delivery: DELIVERY_PATH, desk: DESK_PATH };
  const page = JSON.stringify({ explores, paths, workers }).replaceAll('"', '&quot;');
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${TITLES[explores]}</title>
    <link rel="icon" href="${address('icon')}">
    <link rel="stylesheet" href="${EXPLORER_FILES}${bundle.style}">
    <script type="module" src="${address('main')}"></script>
  </head>
  <body>
    <div id="explorer" data-page="${page}"></div>
    <noscript>The API explorer needs JavaScript.</noscript>
  </body>
</html>
`;
}
