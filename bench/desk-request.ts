// One operation of the desk API, which must succeed.
import { DESK_PATH } from '../src/config/paths.js';
import { API_TOKEN } from './dataset/fill.js';

export interface DeskResult<T> {
  readonly data: T;
  /** The number of the last change, of a mutation. */
  readonly seq: number;
  /** From when it was sent until it was read. */
  readonly ms: number;
}

/**
 * @param url of the server
 * @throws Error where it returns errors
 */
export async function executeAtDesk<T>(
  url: string,
  document: string,
  variables: object,
  token = API_TOKEN,
): Promise<DeskResult<T>> {
  const start = performance.now();
  const response = await fetch(url + DESK_PATH, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: document, variables }),
  });
  const { data, errors } = (await response.json()) as { data: T; errors?: unknown };
  const ms = performance.now() - start;
  if (errors) throw new Error(`The desk API returned errors: ${JSON.stringify(errors)}`);
  return { data, seq: Number(response.headers.get('x-content-seq')), ms };
}
