// What the desk's screens ask for, as they send it: the operations in web/desk, with their fragments.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse, print, separateOperations } from 'graphql';

const FOLDER = fileURLToPath(new URL('../../../web/desk', import.meta.url));
const HOUR_MS = 3_600_000;
const USER_ID = 'usr_01bench0000000000000000000';

export interface Screen {
  readonly document: string;
  readonly variables: object;
}

export async function loadScreens(): Promise<
  Record<'editor’s home' | 'writer’s home' | 'queue' | 'calendar', Screen>
> {
  const files = (await readdir(FOLDER, { recursive: true })).filter((name) => name.endsWith('.graphql'));
  const texts = await Promise.all(files.map((name) => readFile(join(FOLDER, name), 'utf8')));
  const operations = separateOperations(parse(texts.join('\n')));
  const screen = (name: string, variables: object): Screen => {
    const document = operations[name];
    if (document === undefined) throw new Error(`No screen asks for ${name} any more.`);
    return { document: print(document), variables };
  };
  const hoursFromNow = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
  const inReview = { states: ['IN_REVIEW'] };
  return {
    'editor’s home': screen('HomeEditor', {
      me: USER_ID,
      now: hoursFromNow(0),
      tomorrow: hoursFromNow(24),
      yesterday: hoursFromNow(-24),
      lastWeek: hoursFromNow(-168),
    }),
    'writer’s home': screen('HomeWriter', { me: 'usr_01writer000000000000000000' }),
    queue: screen('Queue', {
      first: 25,
      where: inReview,
      all: inReview,
      mayApprove: { ...inReview, allows: 'APPROVE' },
      isFirst: true,
      isEditor: true,
    }),
    calendar: screen('Calendar', { from: hoursFromNow(-24), to: hoursFromNow(24 * 41) }),
  };
}
