// Every transition in every state, for everybody: a button that acts, or one that says why not in the API's own words.
import type { Page } from 'playwright-core';
import { articleFixtures, type ActorName } from '../support/article-fixtures.js';
import { TRANSITIONS, WORKFLOW_STATES } from '../support/expected-workflow.js';
import { describeInBrowser, startDesk, type Colleague, type DeskInBrowser } from '../support/browser.js';

/** How the button of each begins. */
const LABELS = {
  EDIT: 'Edit',
  SUBMIT: 'Submit revision',
  WITHDRAW: 'Withdraw',
  REQUEST_CHANGES: 'Request changes',
  APPROVE: 'Approve revision',
  PUBLISH: 'Publish',
  SCHEDULE: 'Schedule',
  UNSCHEDULE: 'Unschedule',
  SET_END: 'Set an end',
  UNPUBLISH: 'Take down',
  ARCHIVE: 'Archive',
  DISCARD: 'Discard',
  REOPEN: 'Reopen',
} as const;

const ROLES = { WRITER: 'Writer', EDITOR: 'Editor', ADMIN: 'Administrator' } as const;
type Role = keyof typeof ROLES;

/** Of each review state the first and the last combination with what is live and scheduled. */
const SHOWN = WORKFLOW_STATES.filter((state, i, all) => {
  const isOfSameState = ({ reviewState }: (typeof all)[number]) => reviewState === state.reviewState;
  return i === all.findIndex(isOfSameState) || i === all.findLastIndex(isOfSameState);
});

interface Option {
  readonly name: keyof typeof LABELS;
  readonly allowed: boolean;
  readonly blockedBy: readonly { readonly message: string; readonly remedy: string | null }[];
  readonly others: readonly { readonly name: string; readonly role: Role }[];
}

describeInBrowser('why not', () => {
  let desk: DeskInBrowser;
  let articles: Awaited<ReturnType<typeof articleFixtures>>;
  let people: Record<ActorName, Colleague>;
  beforeAll(async () => {
    desk = await startDesk();
    articles = await articleFixtures(desk.app);
    const { password, id } = await desk.colleague('WRITER', 'Somebody');
    const actors = Object.entries(articles.actors);
    await desk.app.owner.query(
      `UPDATE desk.users SET password_hash = (SELECT password_hash FROM desk.users WHERE id = $1) WHERE id = ANY ($2)`,
      [id, actors.map(([, person]) => person.id)],
    );
    people = Object.fromEntries(
      actors.map(([who, person]) => [who, { ...person, name: who, password }]),
    ) as Record<ActorName, Colleague>;
  });
  afterAll(() => desk.close());

  async function optionsFor(who: Colleague, id: string): Promise<readonly Option[] | undefined> {
    const query = `query ($id: ID!) { article(id: $id) { transitions {
      name allowed blockedBy { message remedy } others { name role }
    } } }`;
    return (await desk.articles.run(who, query, { id })).article?.transitions;
  }

  /** Presses every button of a transition that only explains, and tells what each of them says then. */
  const explanations = (page: Page) =>
    page.evaluate(async () => {
      const aside = document.querySelector('aside');
      for (const details of aside?.querySelectorAll('details') ?? []) details.open = true;
      const said: Record<string, string[]> = {};
      const able: string[] = [];
      const controls = aside?.querySelectorAll<HTMLElement>('section:not(:last-child) :is(button, a)') ?? [];
      for (const control of [...controls]) {
        const label = control.firstChild?.textContent?.trim() ?? '';
        if (!control.hasAttribute('aria-expanded')) {
          able.push(label);
          continue;
        }
        control.click();
        // React draws once the event is over.
        await new Promise((resolve) => setTimeout(resolve));
        const region = document.getElementById(control.getAttribute('aria-controls') ?? '');
        said[label] = [...(region?.querySelectorAll('p, li') ?? [])].flatMap(
          (element) => element.textContent?.trim() || [],
        );
      }
      return { said, able };
    });

  test.each(['owningWriter', 'otherEditor', 'admin'] as const)(
    'for the %s every transition has a button, and what is not allowed says exactly why',
    async (who) => {
      const person = people[who];
      const page = await desk.open(person, '/articles');
      for (const workflowState of SHOWN) {
        const { id } = await articles.original(workflowState);
        const options = await optionsFor(person, id);
        if (options === undefined) throw new Error(`${who} cannot see ${workflowState.name}.`);
        await page.goto(`${desk.app.url}/desk/articles/${id}/review`);
        await page.getByRole('heading', { name: 'Working copy' }).waitFor();
        const { said, able } = await explanations(page);
        expect(able.length + Object.keys(said).length).toBe(TRANSITIONS.length);
        for (const { name, allowed, blockedBy, others } of options) {
          const isIts = (label: string) => label.startsWith(LABELS[name]);
          const [explained] = Object.entries(said).filter(([label]) => isIts(label));
          expect([workflowState.name, name, able.some(isIts), explained !== undefined]).toEqual([
            workflowState.name,
            name,
            allowed,
            !allowed,
          ]);
          const expected = [
            ...blockedBy.flatMap(({ message, remedy }) => [message, ...(remedy === null ? [] : [remedy])]),
            ...others.map((other) => `${other.name} ${ROLES[other.role]}`),
            ...(others.length > 0 ? ['Copy a link for them'] : []),
          ];
          if (!allowed)
            expect([workflowState.name, name, explained?.[1]]).toEqual([workflowState.name, name, expected]);
        }
      }
      await page.context().close();
    },
    240_000,
  );

  test('for a writer of other articles there is no such page', async () => {
    const { id } = await articles.original(WORKFLOW_STATES[0] as (typeof WORKFLOW_STATES)[number]);
    const page = await desk.open(people.otherWriter, `/articles/${id}/review`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await page.context().close();
  });

  test('the reason opens and closes by keyboard, on the button itself', async () => {
    const inReview = WORKFLOW_STATES.find(({ name }) => name === 'IN_REVIEW, never live');
    if (inReview === undefined) throw new Error('There is no such state.');
    const { id } = await articles.original(inReview);
    const page = await desk.open(people.owningWriter, `/articles/${id}/review`);
    const button = page.getByRole('button', { name: /^Publish….*Why not\?/ });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByText('Only an approved text can be published; this one is in review.').waitFor();
    expect(await button.getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Space');
    await page.getByText('Only an approved text can be published').waitFor({ state: 'detached' });
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().close();
  });
});
