// Checks, before anything is measured, that (b) and Copydesk give the same responses to the same requests, and measures
// how long these responses are.
import { isDeepStrictEqual } from 'node:util';
import { requestBodies, OPERATION_NAMES, type OperationName, type Operations } from './operations.js';
import type { Server } from './servers/server.js';

export interface ResponseSizes {
  readonly medianBytes: Readonly<Record<OperationName, number>>;
  /** A response with fewer bytes counts as a failure: four fifths of the smallest in the sample. */
  readonly minBytes: Readonly<Record<OperationName, number>>;
}

const SAMPLE_SIZE = 25;
const MIN_BYTES_FACTOR = 0.8;

/** Sends `body` as JSON by POST. */
export async function post(url: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** @throws Error where two responses to the same request differ */
export async function assertSameResponses(
  operations: Operations,
  expert: Server,
  copydesk: Server,
): Promise<ResponseSizes> {
  const medianBytes: Partial<Record<OperationName, number>> = {};
  const minBytes: Partial<Record<OperationName, number>> = {};
  for (const name of OPERATION_NAMES) {
    const sizes: number[] = [];
    for (const body of requestBodies(operations[name]).slice(0, SAMPLE_SIZE)) {
      const ours = await post(copydesk.urlFor(name), body);
      const theirs = await post(expert.urlFor(name), body);
      if (!isDeepStrictEqual(JSON.parse(ours.text), JSON.parse(theirs.text)))
        throw new Error(
          `${name}: the responses to ${body} differ.\nCopydesk: ${ours.text}\n(b): ${theirs.text}`,
        );
      sizes.push(Buffer.byteLength(ours.text));
    }
    sizes.sort((one, other) => one - other);
    medianBytes[name] = sizes[Math.floor(sizes.length / 2)] ?? 0;
    minBytes[name] = Math.floor((sizes[0] ?? 0) * MIN_BYTES_FACTOR);
  }
  return { medianBytes, minBytes } as ResponseSizes;
}
