// The text that the demo prints: URLs, sign-ins, and three requests that work as they are.
import type { Started } from '../start.js';
import type { Newsroom } from './newsroom.js';

const oneLine = (query: string) => query.replace(/\s+/g, ' ').trim();

const curlPost = (address: string, query: string, header = '') =>
  `curl -s ${address} -H 'Content-Type: application/json'${header} \\\n    -d '${JSON.stringify({ query: oneLine(query) })}'`;

export function whatToTry(
  { url, config }: Started,
  newsroom: Newsroom,
  password: string,
  dataDir: string,
): string {
  const editor = newsroom.users.find((user) => user.role === 'EDITOR');
  const signIn = `mutation { signIn(input: { email: "${editor?.email}", password: "${password}" }) { accessToken } }`;
  const people = newsroom.users.map(
    (user) => `    ${user.email.padEnd(30)} ${user.role.padEnd(7)} ${user.name}`,
  );
  const address = (name: string, path: string, inBrowser?: string) =>
    `  ${name.padEnd(14)} ${url}${inBrowser === undefined ? path : `${path.padEnd(15)} (${inBrowser})`}`;
  const { desk, explorer, persistedDocuments } = config;
  const addresses = [
    ...(desk ? [address('The desk', '/desk/', 'open it in a browser: one click signs you in')] : []),
    address('Delivery API', '/graphql', explorer ? 'open it in a browser for the explorer' : undefined),
    address('Desk API', '/graphql/desk', explorer ? 'likewise; sign in at the top' : undefined),
  ];
  const untrusted = persistedDocuments?.only
    ? '\n  PERSISTED_DOCUMENTS says "only": 1 and 2 are refused, unless the manifest has them.\n'
    : '';
  return `
Copydesk is running, with a small newsroom in it.

${addresses.join('\n')}

  Sign-ins, all with the password "${password}":
${people.join('\n')}

  Three requests to try:
${untrusted}
  1. What readers see: the archive of a tag.

  ${curlPost(`${url}/graphql`, '{ tag(slug: "kazakhstan") { name articleCount articles(first: 3) { nodes { title publishedAt authors { name } } } } }')}

  2. Search, with accents or without.

  ${curlPost(`${url}/graphql`, '{ search(query: "Turkiye ports", first: 3) { totalCount edges { node { title } snippet } } }')}

  3. What waits at the desk, and why an editor may or may not move it on.

  TOKEN=$(${curlPost(`${url}/graphql/desk`, signIn)} | sed 's/.*"accessToken":"\\([^"]*\\)".*/\\1/')
  ${curlPost(`${url}/graphql/desk`, '{ articles(where: { states: [IN_REVIEW, APPROVED] }, orderBy: LONGEST_WAITING) { nodes { reviewState working { title } transitions { name allowed blockedBy { message } } } } }', ' -H "Authorization: Bearer $TOKEN"')}

Ctrl-C stops it. What you change stays in ${dataDir}; delete that to begin anew.
`;
}
