// Before anything is measured: (b) and Copydesk give the same answers to the same questions, and how long they are.
import { isDeepStrictEqual } from 'node:util';
import { bodiesOf, NAMES, type QuestionName, type Questions } from './questions.js';
import type { Server } from './servers/server.js';

export interface Sizes {
  /** Of the sampled answers, in bytes. */
  readonly median: Readonly<Record<QuestionName, number>>;
  readonly least: Readonly<Record<QuestionName, number>>;
}

const SAMPLE = 25;

export async function ask(url: string, body: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body,
  });
  return { status: response.status, text: await response.text() };
}

/** Throws where they differ. */
export async function assertSameAnswers(
  questions: Questions,
  expert: Server,
  copydesk: Server,
): Promise<Sizes> {
  const median: Partial<Record<QuestionName, number>> = {};
  const least: Partial<Record<QuestionName, number>> = {};
  for (const name of NAMES) {
    const sizes: number[] = [];
    for (const body of bodiesOf(questions[name]).slice(0, SAMPLE)) {
      const ours = await ask(copydesk.at(name), body);
      const theirs = await ask(expert.at(name), body);
      if (!isDeepStrictEqual(JSON.parse(ours.text), JSON.parse(theirs.text)))
        throw new Error(
          `${name}: the answers to ${body} differ.\nCopydesk: ${ours.text}\n(b): ${theirs.text}`,
        );
      sizes.push(Buffer.byteLength(ours.text));
    }
    sizes.sort((one, other) => one - other);
    median[name] = sizes[Math.floor(sizes.length / 2)] ?? 0;
    least[name] = Math.floor((sizes[0] ?? 0) * 0.8);
  }
  return { median, least } as Sizes;
}
