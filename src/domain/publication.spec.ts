import {
  changeOf,
  dueTransitions,
  instantErrors,
  liveAt,
  publishing,
  affectedRevisionId,
  scheduledAt,
  scheduling,
  settingEnd,
  unpublishing,
  unscheduling,
  type Period,
  type PublicationChange,
} from './publication.js';

/** Minutes into a day. */
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 23) + minutes * 60_000);

function period(id: string, from: number, until: number | null, more: Partial<Period> = {}): Period {
  const liveUntil = until === null ? null : at(until);
  return {
    id,
    revisionId: `revision of ${id}`,
    liveFrom: at(from),
    liveUntil,
    ownUntil: liveUntil,
    goLiveRecorded: false,
    expireRecorded: false,
    ...more,
  };
}

/** The periods after a change, as the desk writes it. */
function after(periods: readonly Period[], change: PublicationChange, now: Date, id = 'new'): Period[] {
  const { cancelled, ending, beginning } = change;
  const kept = periods
    .filter((one) => one.id !== cancelled?.id)
    .map((one) =>
      one.id === ending?.id
        ? { ...one, ...ending, expireRecorded: ending.liveUntil !== null && ending.liveUntil <= now }
        : one,
    );
  if (beginning === undefined) return kept;
  const begun = { ...period(id, 0, null), ...beginning, ownUntil: beginning.liveUntil };
  return [...kept, { ...begun, goLiveRecorded: beginning.liveFrom <= now }];
}

/** Start and end of each period, in minutes. */
const shown = (periods: readonly Period[]) =>
  Object.fromEntries(
    periods.map(({ id, liveFrom, liveUntil }) => [id, [minutes(liveFrom), liveUntil && minutes(liveUntil)]]),
  );
const minutes = (instant: Date) => (instant.getTime() - at(0).getTime()) / 60_000;

describe('the periods of an article', () => {
  const periods = [period('over', 0, 10), period('live', 20, 30), period('next', 40, null)];

  test.each([
    [0, 'over', 'live'],
    [10, undefined, 'live'],
    [20, 'live', 'next'],
    [29, 'live', 'next'],
    [30, undefined, 'next'],
    [40, 'next', undefined],
    [1_000, 'next', undefined],
  ])('at minute %i, %s is live and %s is scheduled', (instant, live, scheduled) => {
    expect(liveAt(periods, at(instant))?.id).toBe(live);
    expect(scheduledAt(periods, at(instant))?.id).toBe(scheduled);
  });
});

describe('publishing', () => {
  test('begins now', () => {
    expect(shown(after([], publishing([], at(5), null), at(5)))).toEqual({ new: [5, null] });
    expect(shown(after([], publishing([], at(5), at(9)), at(5)))).toEqual({ new: [5, 9] });
  });

  test('ends the live publication at that instant and cancels the scheduled one', () => {
    const periods = [period('live', 0, 20), period('next', 20, null)];
    const result = after(periods, publishing(periods, at(5), null), at(5));
    expect(shown(result)).toEqual({ live: [0, 5], new: [5, null] });
    expect(dueTransitions(result, at(5)).map(({ name, period: { id } }) => [name, id])).toEqual([
      ['GO_LIVE', 'live'],
    ]);
  });
});

describe('scheduling', () => {
  const live = period('live', 0, null);

  test('keeps the live publication until then', () => {
    expect(shown(after([live], scheduling([live], at(5), at(9), at(20)), at(5)))).toEqual({
      live: [0, 9],
      new: [9, 20],
    });
  });

  test('keeps an earlier end of the live publication', () => {
    const ending = period('live', 0, 7);
    const result = after([ending], scheduling([ending], at(5), at(9), null), at(5));
    expect(shown(result)).toEqual({ live: [0, 7], new: [9, null] });
    expect(liveAt(result, at(8))).toBeUndefined();
  });

  test('replaces an earlier or later scheduled publication', () => {
    const once = after([live], scheduling([live], at(1), at(9), null), at(1), 'first');
    for (const instant of [5, 30]) {
      expect(shown(after(once, scheduling(once, at(2), at(instant), null), at(2)))).toEqual({
        live: [0, instant],
        new: [instant, null],
      });
    }
  });

  test('restores the end of the live publication when it is cancelled', () => {
    for (const own of [null, 12]) {
      const before = [period('live', 0, own)];
      const once = after(before, scheduling(before, at(1), at(9), null), at(1), 'first');
      const twice = after(once, scheduling(once, at(2), at(5), null), at(2), 'second');
      for (const cut of [once, twice]) {
        expect(shown(after(cut, unscheduling(cut, at(3)), at(3)))).toEqual({ live: [0, own] });
      }
    }
  });
});

describe('unscheduling and unpublishing', () => {
  test('unscheduling with nothing live removes only the schedule', () => {
    const periods = [period('over', 0, 3), period('next', 9, null)];
    expect(shown(after(periods, unscheduling(periods, at(5)), at(5)))).toEqual({ over: [0, 3] });
  });

  test('unpublishing ends the live publication and keeps the scheduled one', () => {
    const before = [period('live', 0, null)];
    const cut = after(before, scheduling(before, at(1), at(9), null), at(1));
    const down = after(cut, unpublishing(cut, at(5)), at(5));
    expect(shown(down)).toEqual({ live: [0, 5], new: [9, null] });
    expect(shown(after(down, unscheduling(down, at(6)), at(6)))).toEqual({ live: [0, 5] });
  });
});

describe('the effect of a transition', () => {
  const periods = [period('live', 0, null), period('next', 20, null)];
  const instants = { now: at(5), at: at(9), until: at(12) };

  test.each([
    ['begin', publishing(periods, at(5), at(12)), undefined],
    ['schedule', scheduling(periods, at(5), at(9), at(12)), undefined],
    ['cancel', unscheduling(periods, at(5)), 'revision of next'],
    ['set-end', settingEnd(periods, at(5), at(12)), 'revision of live'],
    ['end', unpublishing(periods, at(5)), 'revision of live'],
    ['none', {}, undefined],
  ] as const)(
    '%s changes the periods, and names the revision whose publication it ends',
    (effect, change, revision) => {
      expect(changeOf(effect, periods, instants)).toEqual(change);
      expect(affectedRevisionId(effect, periods, at(5))).toBe(revision);
    },
  );

  test.each([
    ['no instants', {}, []],
    ['an end to come', { until: at(6) }, []],
    ['an end that has passed', { until: at(5) }, ['until']],
    ['a beginning and an end to come', { at: at(6), until: at(7) }, []],
    ['a beginning that has passed', { at: at(5) }, ['at']],
    ['an end before the beginning', { at: at(7), until: at(7) }, ['until']],
    ['both wrong', { at: at(4), until: at(3) }, ['at', 'until']],
  ])('is checked for %s', (_what, given, fields) => {
    expect(
      instantErrors('at' in given ? 'schedule' : 'begin', { now: at(5), ...given }).map(({ field }) => field),
    ).toEqual(fields);
  });
});

describe('an end that was set', () => {
  const live = [period('live', 0, 30)];
  const now = at(5);
  const cut = after(live, scheduling(live, now, at(20), at(25)), now);

  test('is kept by what is published in its place, also where a schedule had cut it short', () => {
    expect(shown(after(cut, changeOf('begin', cut, { now }), now, 'again'))).toEqual({
      live: [0, 5],
      again: [5, 30],
    });
  });

  test('is kept by what is scheduled: its own, else that of what is live where it lies after the beginning', () => {
    const scheduled = (periods: readonly Period[], minute: number) =>
      shown(after(periods, changeOf('schedule', periods, { now, at: at(minute) }), now)).new;
    expect(scheduled(cut, 10)).toEqual([10, 25]);
    expect(scheduled(live, 10)).toEqual([10, 30]);
    expect(scheduled(live, 40)).toEqual([40, null]);
  });

  test('is removed by null', () => {
    expect(shown(after(cut, changeOf('begin', cut, { now, until: null }), now, 'again')).again).toEqual([
      5,
      null,
    ]);
  });

  test('is refused where what is scheduled would begin after it', () => {
    expect(instantErrors('schedule', { now, at: at(28) }, cut).map(({ field }) => field)).toEqual(['until']);
  });

  test('moves, and is no later than what is scheduled begins', () => {
    expect(shown(after(cut, changeOf('set-end', cut, { now, until: at(9) }), now)).live).toEqual([0, 9]);
    const endless = after(cut, changeOf('set-end', cut, { now, until: null }), now);
    expect(shown(endless).live).toEqual([0, 20]);
    expect(shown(after(endless, unscheduling(endless, now), now)).live).toEqual([0, null]);
    expect(instantErrors('set-end', { now, until: at(20) }, cut).map(({ field }) => field)).toEqual([
      'until',
    ]);
    expect(instantErrors('set-end', { now, until: at(19) }, cut)).toEqual([]);
  });
});

describe('a publication event due by the clock', () => {
  const due = (periods: readonly Period[], now: number) =>
    dueTransitions(periods, at(now)).map(({ name, period: { id }, at: when }) => [name, id, minutes(when)]);

  test('is due from its instant on, with its revision', () => {
    const periods = [period('one', 10, 20)];
    expect(due(periods, 9)).toEqual([]);
    expect(dueTransitions(periods, at(10))).toEqual([{ name: 'GO_LIVE', period: periods[0], at: at(10) }]);
    expect(due(periods, 20)).toEqual([
      ['GO_LIVE', 'one', 10],
      ['EXPIRE', 'one', 20],
    ]);
  });

  test('is recorded once', () => {
    expect(due([period('one', 10, 20, { goLiveRecorded: true })], 30)).toEqual([['EXPIRE', 'one', 20]]);
    expect(due([period('one', 10, 20, { goLiveRecorded: true, expireRecorded: true })], 30)).toEqual([]);
  });

  test('is listed in the order of the instants, however late they are recorded', () => {
    const periods = [period('second', 20, 30), period('first', 0, 10, { goLiveRecorded: true })];
    expect(due(periods, 90)).toEqual([
      ['EXPIRE', 'first', 10],
      ['GO_LIVE', 'second', 20],
      ['EXPIRE', 'second', 30],
    ]);
  });

  test('is no end where another publication starts at that instant', () => {
    const before = [period('live', 0, null, { goLiveRecorded: true })];
    const cut = after(before, scheduling(before, at(1), at(9), null), at(1));
    expect(due(cut, 9)).toEqual([['GO_LIVE', 'new', 9]]);
  });
});

describe('after any sequence of decisions', () => {
  /** Mulberry32: the same numbers on every machine. */
  function generator(seed: number) {
    let state = seed;
    return (below: number) => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * below);
    };
  }

  /** A newsroom's day: decisions at random, and the clock's work recorded before each. */
  function* days(
    seed: number,
  ): Generator<{ now: Date; periods: readonly Period[]; recorded: readonly string[] }> {
    const random = generator(seed);
    let periods: Period[] = [];
    for (let step = 0, minute = 0; step < 60; step++, minute += random(4)) {
      const now = at(minute);
      const recorded = dueTransitions(periods, now).map((due) => `${due.name} ${due.period.id}`);
      periods = periods.map((one) => ({
        ...one,
        goLiveRecorded: one.goLiveRecorded || one.liveFrom <= now,
        expireRecorded: one.expireRecorded || (one.liveUntil !== null && one.liveUntil <= now),
      }));
      const start = minute + 1 + random(6);
      const end = random(2) ? null : at(start + 1 + random(6));
      const decisions = [
        publishing(periods, now, end),
        scheduling(periods, now, at(start), end),
        unscheduling(periods, now),
        unpublishing(periods, now),
        settingEnd(periods, now, null),
      ];
      periods = after(periods, decisions[random(decisions.length)] ?? {}, now, `${step}`);
      yield { now, periods, recorded };
    }
  }

  const seeds = Array.from({ length: 100 }, (_, seed) => seed);
  const overlap = (a: Period, b: Period) =>
    (b.liveUntil === null || a.liveFrom < b.liveUntil) && (a.liveUntil === null || b.liveFrom < a.liveUntil);
  const isEmpty = ({ liveFrom, liveUntil }: Period) => liveFrom.getTime() === liveUntil?.getTime();

  test('no two periods overlap, and at most one is still to come', () => {
    for (const seed of seeds) {
      for (const { now, periods } of days(seed)) {
        const lasting = periods.filter((one) => !isEmpty(one));
        const wrong = lasting.filter((one, i) => lasting.slice(i + 1).some((other) => overlap(one, other)));
        const toCome = periods.filter(({ liveFrom }) => liveFrom > now);
        if (wrong.length > 0 || toCome.length > 1)
          throw new Error(`Seed ${seed}: ${JSON.stringify(periods)}`);
      }
    }
  });

  test('the history has no event twice', () => {
    for (const seed of seeds) {
      const recorded = [...days(seed)].flatMap((step) => step.recorded);
      expect(recorded.length).toBeGreaterThan(0);
      expect(recorded).toEqual([...new Set(recorded)]);
    }
  });
});
