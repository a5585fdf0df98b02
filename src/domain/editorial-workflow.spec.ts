import { blockersOf, isAboutState } from './blockers.js';
import {
  effectOf,
  needsNote,
  REVIEW_STATES,
  ROLES,
  stateAfter,
  TRANSITIONS,
  type ArticleFacts,
  type ReviewState,
  type TransitionName,
  type TransitionRow,
} from './editorial-workflow.js';

/** Facts that are no reason for a refusal: only state, role and ownership are left. */
const unhindered = (name: TransitionName): Omit<ArticleFacts, 'state' | 'role' | 'isOwner'> => ({
  isLive: ['UNPUBLISH', 'SET_END', 'DISCARD'].includes(name),
  isScheduled: name === 'UNSCHEDULE',
  wasEverLive: ['UNPUBLISH', 'SET_END', 'DISCARD'].includes(name),
  missing: [],
  writtenNumber: null,
});

const CIRCUMSTANCES: [TransitionName, string, Partial<ArticleFacts>][] = [
  ...TRANSITIONS.map((name): [TransitionName, string, Partial<ArticleFacts>] => [name, '', {}]),
  ['SUBMIT', 'incomplete', { missing: ['title'] }],
  ['APPROVE', 'own writing', { writtenNumber: 3 }],
  ['UNSCHEDULE', 'nothing scheduled', { isScheduled: false }],
  ['UNPUBLISH', 'nothing live', { isLive: false }],
  ['ARCHIVE', 'was live', { wasEverLive: true }],
  ['ARCHIVE', 'live', { wasEverLive: true, isLive: true }],
  ['ARCHIVE', 'scheduled', { isScheduled: true }],
  ['SCHEDULE', 'another scheduled', { isScheduled: true }],
  ['SCHEDULE', 'another approved', { otherRevision: { isApproved: true, isLive: false } }],
  ['PUBLISH', 'another approved', { otherRevision: { isApproved: true, isLive: false } }],
  ['PUBLISH', 'another, unapproved', { otherRevision: { isApproved: false, isLive: false } }],
  ['PUBLISH', 'another, live', { otherRevision: { isApproved: true, isLive: true } }],
  ['SET_END', 'nothing live', { isLive: false }],
  ['DISCARD', 'nothing live', { isLive: false }],
];

/** The state that a transition leads to, or the first reason why it is refused. */
function cell(name: TransitionName, facts: ArticleFacts): string {
  return blockersOf(name, facts)[0]?.code.toLowerCase() ?? `→ ${stateAfter(name, facts)}`;
}

function printed(person: Pick<ArticleFacts, 'role' | 'isOwner'>): string {
  const rows = [...CIRCUMSTANCES]
    .sort(([a], [b]) => TRANSITIONS.indexOf(a) - TRANSITIONS.indexOf(b))
    .map(([name, circumstance, facts]) => [
      [name, circumstance].filter(Boolean).join(', '),
      ...REVIEW_STATES.map((state) => cell(name, { ...unhindered(name), ...facts, ...person, state })),
    ]);
  return [['', ...REVIEW_STATES], ...rows]
    .map(([first = '', ...cells]) => [first.padEnd(29), ...cells.map((text) => text.padEnd(19))].join(' '))
    .map((line) => line.trimEnd())
    .join('\n');
}

/** Every combination of facts, for every transition. */
function* everyCase(): Generator<[TransitionName, ArticleFacts]> {
  const either = [false, true];
  for (const name of TRANSITIONS)
    for (const state of REVIEW_STATES)
      for (const role of ROLES)
        for (const isOwner of either)
          for (const writtenNumber of [null, 3])
            for (const missing of [[], ['title', 'body']])
              for (const isScheduled of either)
                for (const [isLive, wasEverLive] of [
                  [false, false],
                  [false, true],
                  [true, true],
                ] as const)
                  yield [
                    name,
                    { state, role, isOwner, writtenNumber, missing, isScheduled, isLive, wasEverLive },
                  ];
}

const isAllowed = (name: TransitionName, facts: ArticleFacts) => blockersOf(name, facts).length === 0;

describe('the table of transitions for', () => {
  test.each(ROLES.flatMap((role) => [true, false].map((isOwner) => ({ role, isOwner }))))(
    '$role, isOwner: $isOwner',
    (person) => {
      expect(printed(person)).toMatchSnapshot();
    },
  );

  test('time moves SCHEDULED to PUBLISHED, and PUBLISHED to UNPUBLISHED where another revision goes live or the end comes', () => {
    const moved = (name: 'GO_LIVE' | 'EXPIRE') =>
      REVIEW_STATES.filter((state) => stateAfter(name, { state }) !== state).map((state) => [
        state,
        stateAfter(name, { state }),
      ]);
    expect(moved('GO_LIVE')).toEqual([
      ['SCHEDULED', 'PUBLISHED'],
      ['PUBLISHED', 'UNPUBLISHED'],
    ]);
    expect(moved('EXPIRE')).toEqual([['PUBLISHED', 'UNPUBLISHED']]);
  });
});

describe('the graph of transitions', () => {
  /** Where an editor, or time, can lead an article that lacks nothing. */
  function next(state: ReviewState): ReviewState[] {
    const byPeople = TRANSITIONS.filter((name) =>
      isAllowed(name, { ...unhindered(name), state, role: 'EDITOR', isOwner: false }),
    );
    return [...byPeople, 'GO_LIVE' as const, 'EXPIRE' as const].map((name) => stateAfter(name, { state }));
  }

  function reachableFrom(start: ReviewState): Set<ReviewState> {
    const found = new Set([start]);
    for (const state of found) for (const after of next(state)) found.add(after);
    return found;
  }

  test('leads from DRAFT to every state', () => {
    expect([...reachableFrom('DRAFT')].sort()).toEqual([...REVIEW_STATES].sort());
  });

  test.each(REVIEW_STATES)('leads from %s to PUBLISHED', (state) => {
    expect(reachableFrom(state)).toContain('PUBLISHED');
  });

  test('leaves ARCHIVED by REOPEN alone', () => {
    const ways = [...everyCase()].filter(
      ([name, facts]) => facts.state === 'ARCHIVED' && isAllowed(name, facts),
    );
    expect(new Set(ways.map(([name]) => name))).toEqual(new Set(['REOPEN']));
  });

  test('leads to PUBLISHED, SCHEDULED and APPROVED by editors alone, unless a draft of what is live is discarded', () => {
    const ways = [...everyCase()].filter(
      ([name, facts]) =>
        facts.role === 'WRITER' &&
        name !== 'DISCARD' &&
        isAllowed(name, facts) &&
        stateAfter(name, facts) !== facts.state &&
        ['PUBLISHED', 'SCHEDULED', 'APPROVED'].includes(stateAfter(name, facts)),
    );
    expect(ways).toEqual([]);
  });
});

describe('a refusal', () => {
  const ORDER = [
    ['WRONG_STATE', 'NOT_APPROVED', 'NOTHING_LIVE', 'NOTHING_SCHEDULED'],
    ['ROLE_REQUIRED', 'NOT_OWNER'],
    ['FOUR_EYES', 'INCOMPLETE'],
  ];

  test('gives its reasons as sentences, in the order of the checks', () => {
    const wrong = [...everyCase()].filter(([name, facts]) => {
      const blockers = blockersOf(name, facts);
      const ranks = blockers.map(({ code }) => ORDER.findIndex((codes) => codes.includes(code)));
      const isOrdered = ranks.every((rank, i) => rank >= (ranks[i - 1] ?? 0));
      return !isOrdered || blockers.some(({ message }) => message.trim() === '');
    });
    expect(wrong).toEqual([]);
  });

  test('names every part that is missing', () => {
    const facts = { ...unhindered('SUBMIT'), state: 'DRAFT', role: 'WRITER', isOwner: true } as const;
    const missing = ['title', 'authorIds'];
    expect(blockersOf('SUBMIT', { ...facts, missing })).toEqual([
      { code: 'INCOMPLETE', field: 'title', message: 'The text has no title.', remedy: 'Give it one.' },
      { code: 'INCOMPLETE', field: 'authorIds', message: 'The text has no author.', remedy: 'Add a byline.' },
    ]);
  });

  test('says in words why, and what would have to happen', () => {
    const facts = { ...unhindered('PUBLISH'), role: 'EDITOR', isOwner: false } as const;
    expect(blockersOf('PUBLISH', { ...facts, state: 'IN_REVIEW' })).toEqual([
      {
        code: 'WRONG_STATE',
        field: null,
        message: 'Only an approved text can be published; this one is in review.',
        remedy: 'Ask an editor to approve it.',
      },
    ]);
    const [fourEyes] = blockersOf('APPROVE', { ...facts, state: 'IN_REVIEW', writtenNumber: 3 });
    expect(fourEyes?.message).toContain('revision 3');
  });

  test('concerns either the state or the user', () => {
    const codes = [...everyCase()].flatMap(([name, facts]) => blockersOf(name, facts));
    const aboutState = new Set(codes.filter(isAboutState).map(({ code }) => code));
    expect(aboutState).toEqual(new Set(['WRONG_STATE', 'NOTHING_LIVE', 'NOTHING_SCHEDULED', 'INCOMPLETE']));
    const unapproved = { ...unhindered('PUBLISH'), state: 'DRAFT', role: 'EDITOR', isOwner: false } as const;
    const otherRevision = { isApproved: false, isLive: false };
    expect(blockersOf('PUBLISH', { ...unapproved, otherRevision }).map(isAboutState)).toEqual([true]);
    const aboutPerson = new Set(codes.filter((blocker) => !isAboutState(blocker)).map(({ code }) => code));
    expect(aboutPerson).toEqual(new Set(['ROLE_REQUIRED', 'NOT_OWNER', 'FOUR_EYES']));
  });
});

test('each role can do all that the lower role can, and an owner all that another user can', () => {
  const wrong = [...everyCase()].filter(
    ([name, facts]) =>
      isAllowed(name, facts) &&
      [{ isOwner: true }, ...ROLES.slice(ROLES.indexOf(facts.role)).map((role) => ({ role }))].some(
        (more) => !isAllowed(name, { ...facts, ...more }),
      ),
  );
  expect(wrong).toEqual([]);
});

describe('a row of the table', () => {
  test('does not compile without its effect on the publications', () => {
    const complete: TransitionRow = {
      name: 'SHELVE',
      from: ['PUBLISHED'],
      to: 'ARCHIVED',
      who: 'EDITOR',
      publication: 'end',
    };
    // @ts-expect-error It lacks its effect.
    const incomplete: TransitionRow = { name: 'SHELVE', from: ['PUBLISHED'], to: 'ARCHIVED', who: 'EDITOR' };
    expect([complete.publication, incomplete.publication]).toEqual(['end', undefined]);
  });

  test('that leads to ARCHIVED is refused while something is live or scheduled', () => {
    const archiving = [...everyCase()].filter(
      ([name, facts]) =>
        isAllowed(name, facts) && facts.state !== 'ARCHIVED' && stateAfter(name, facts) === 'ARCHIVED',
    );
    expect(archiving.length).toBeGreaterThan(0);
    expect(archiving.filter(([, facts]) => facts.isLive || facts.isScheduled)).toEqual([]);
  });

  test('says what the transition does to the publications', () => {
    const effects = TRANSITIONS.map((name) => [
      name,
      ...new Set(
        REVIEW_STATES.map((state) => effectOf(name, { state })).filter((effect) => effect !== 'none'),
      ),
    ]).filter(([, effect]) => effect !== undefined);
    expect(effects).toEqual([
      ['PUBLISH', 'begin'],
      ['SCHEDULE', 'schedule'],
      ['UNSCHEDULE', 'cancel'],
      ['SET_END', 'set-end'],
      ['UNPUBLISH', 'end'],
    ]);
  });

  test('says that REQUEST_CHANGES alone needs a note', () => {
    expect(TRANSITIONS.filter(needsNote)).toEqual(['REQUEST_CHANGES']);
  });
});
