// What publishing, scheduling or setting the end will do, and when.
import { Fragment } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import { WORDS } from '../../words/words.js';
import type { PublishFacts } from './publish-facts.js';

interface PublishOutcomeProps {
  readonly facts: PublishFacts;
  /** The end of what is live is set, and nothing goes live. */
  readonly isEnd: boolean;
  /** When it goes live; undefined: at once; `unknown` while the fields are incomplete. */
  readonly at: string | undefined;
  /** When it comes down, `none`, or `default`; `unknown` while the fields are incomplete. */
  readonly until: string;
}

export function PublishOutcome({ facts, isEnd, at, until }: PublishOutcomeProps) {
  const { moment } = useTimes();
  const { publish } = WORDS;
  const rows = isEnd ? [] : beginning(facts, at, moment);
  const end = endOf(facts, isEnd, until, moment);
  return (
    <div className="outcome" aria-live="polite">
      <h3>{publish.outcome}</h3>
      <dl className="facts">
        {[...rows, ...end].map(([when, what]) => (
          <Fragment key={`${when} ${what}`}>
            <dt>{when}</dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
    </div>
  );
}

type Row = readonly [when: string, what: string];
type Moment = (at: string) => string;

function beginning(
  { revision, live, scheduled }: PublishFacts,
  at: string | undefined,
  moment: Moment,
): Row[] {
  const { publish } = WORDS;
  const { facts } = publish;
  if (!revision) return [];
  const { number, slug } = revision;
  const old = live?.revision;
  const takesPlace = !old
    ? facts.goesLive(number)
    : old.slug === slug
      ? facts.replaces(number, old.number)
      : facts.moves(number, old.number, slug);
  const replaced: Row[] =
    scheduled && scheduled.liveFrom !== at
      ? [
          [
            publish.scheduled,
            at !== undefined && scheduled.revision.number === number
              ? facts.rescheduled(moment(scheduled.liveFrom))
              : facts.unscheduled(scheduled.revision.number, moment(scheduled.liveFrom)),
          ],
        ]
      : [];
  const later: Row = [publish.laterDrafts, facts.laterDrafts(number)];
  if (at === undefined) return [[publish.atOnce, takesPlace], ...replaced];
  return [
    [publish.untilThen, old ? facts.staysLive(old.number) : facts.nothingYet],
    [capitalised(at === 'unknown' ? publish.fromThen : moment(at)), takesPlace],
    ...replaced,
    later,
  ];
}

function endOf({ live, scheduled }: PublishFacts, isEnd: boolean, until: string, moment: Moment): Row[] {
  const { publish } = WORDS;
  const { facts } = publish;
  if (until === 'unknown') return [];
  const follows = isEnd && live ? scheduled : undefined;
  const next: Row[] = follows
    ? [[capitalised(moment(follows.liveFrom)), facts.goesLive(follows.revision.number)]]
    : [];
  if (until === 'default') return [[publish.comesDown, facts.asBefore]];
  if (until === 'none') return next.length > 0 ? next : [[publish.comesDown, facts.noEnd]];
  return [[capitalised(moment(until)), facts.comesDown], ...next];
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
