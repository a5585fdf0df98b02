// The form of the publish dialog.
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { ApiError } from '../../api/errors.js';
import { serverNow } from '../../frame/newsroom.js';
import type { TransitionSubjectFragment } from '../../generated/operations.js';
import { Dialog, DialogActs } from '../../parts/dialog.js';
import { InputField } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';
import { defaultEnd, ownEnd } from './default-end.js';
import type { Decision, MadeArticle } from './make-transition.js';
import { instantIn, missingIn, MomentField, type MomentValue } from '../../parts/moment-field.js';
import type { PublishFacts, PublishName } from './publish-facts.js';
import { PublishOutcome } from './publish-outcome.js';
import { PublishSubject } from './publish-subject.js';
import { TransitionError } from './transition-error.js';
import { useTransition } from './use-transition.js';
import { clockTimeOf, nextMorning, weekAfter } from '../../parts/zoned-time.js';

/** `default`: the API decides. */
type EndChoice = 'none' | 'at' | 'default';

interface PublishFormProps {
  readonly article: TransitionSubjectFragment;
  readonly facts: PublishFacts;
  readonly name: PublishName;
  readonly heading: string;
  readonly zone: string;
  readonly onDone: (made: MadeArticle) => void;
  readonly onClose: () => void;
}

export function PublishForm({ article, facts, name, heading, zone, onDone, onClose }: PublishFormProps) {
  const { publish } = WORDS;
  const revision = facts.revision ?? article.working;
  const isEnd = name === 'SET_END';
  const morning = () => nextMorning(serverNow(), zone);
  const [isTimed, setIsTimed] = useState(name === 'SCHEDULE');
  const [at, setAt] = useState<MomentValue>(() =>
    facts.scheduled ? clockTimeOf(facts.scheduled.liveFrom, zone) : morning(),
  );
  const [choice, setChoice] = useState<EndChoice>();
  const [until, setUntil] = useState<MomentValue>();
  const [note, setNote] = useState('');
  const [isSubmitted, setIsSubmitted] = useState(false);
  const { mutate, error, isPending } = useTransition(article, onDone);

  const atInstant = instantIn(at, zone);
  // An end that the viewer has not touched is the one that the API would set.
  const byDefault = isEnd ? ownEnd(facts) : defaultEnd(facts, isTimed ? atInstant : undefined);
  const end =
    choice ?? (byDefault === undefined ? (isEnd ? 'at' : 'default') : byDefault === null ? 'none' : 'at');
  const untilValue =
    until ??
    (typeof byDefault === 'string' ? clockTimeOf(byDefault, zone) : weekAfter(isTimed ? at : morning()));
  // The fields have no seconds: an untouched end is sent as it is.
  const untilInstant =
    until === undefined && typeof byDefault === 'string' ? byDefault : instantIn(untilValue, zone);

  const problemOf = (field: 'at' | 'until', value: MomentValue, instant: string | undefined) => {
    if (isSubmitted && instant === undefined) return missingIn(value, zone);
    return error instanceof ApiError ? error.about(field) : undefined;
  };
  const submit = () => {
    setIsSubmitted(true);
    if (isPending || (isTimed && atInstant === undefined) || (end === 'at' && untilInstant === undefined))
      return;
    const input = { articleId: facts.id, version: facts.version, ...(note.trim() && { note }) };
    const ends = end === 'default' ? {} : { until: end === 'none' ? null : untilInstant };
    const decision: Decision = isEnd
      ? { name: 'SET_END', input: { ...input, ...ends } }
      : isTimed && atInstant !== undefined
        ? { name: 'SCHEDULE', input: { ...input, ...ends, revisionId: revision.id, at: atInstant } }
        : { name: 'PUBLISH', input: { ...input, ...ends, revisionId: revision.id } };
    mutate(decision);
  };
  const act = isEnd
    ? end === 'none'
      ? publish.removeEnd
      : publish.setEnd
    : isTimed
      ? publish.scheduleRevision
      : publish.publishRevision;
  const ends = [
    ...(choice === 'default' || byDefault === undefined ? [['default', publish.asBefore] as const] : []),
    ['none', publish.noEnd] as const,
    ['at', publish.atATime] as const,
  ].filter(([value]) => !(isEnd && value === 'default'));
  return (
    <Dialog
      heading={heading}
      onClose={onClose}
      onSubmit={submit}
      foot={<DialogActs act={act(revision.number)} isBusy={isPending} onClose={onClose} />}
    >
      <div className="publish">
        <PublishSubject facts={facts} name={name} onClose={onClose} />
        {!isEnd && (
          <Choices
            legend={publish.goesLive}
            value={isTimed ? 'at' : 'now'}
            options={[
              ['now', publish.now],
              ['at', publish.atATime],
            ]}
            onChange={(value) => setIsTimed(value === 'at')}
            takesFocus
          >
            {isTimed && <MomentField value={at} onChange={setAt} problem={problemOf('at', at, atInstant)} />}
          </Choices>
        )}
        <Choices
          legend={publish.comesDown}
          value={end}
          options={ends}
          onChange={setChoice}
          takesFocus={isEnd}
        >
          {end === 'at' && (
            <MomentField
              value={untilValue}
              onChange={setUntil}
              problem={problemOf('until', untilValue, untilInstant)}
            />
          )}
          {end !== 'at' && error instanceof ApiError && error.about('until') && (
            <p className="problem" role="alert">
              {error.about('until')}
            </p>
          )}
        </Choices>
        <InputField
          label={
            <>
              {WORDS.decide.note} <span className="quiet">({WORDS.decide.mayBeEmpty})</span>
            </>
          }
          value={note}
          onChange={(event) => setNote(event.target.value)}
          problem={error instanceof ApiError ? error.about('note') : undefined}
        />
        <TransitionError error={error} fields={['at', 'until', 'note']} onClose={onClose} />
        <PublishOutcome
          facts={facts}
          isEnd={isEnd}
          at={isTimed ? (atInstant ?? 'unknown') : undefined}
          until={end === 'at' ? (untilInstant ?? 'unknown') : end}
        />
      </div>
    </Dialog>
  );
}

interface ChoicesProps<TValue extends string> {
  readonly legend: string;
  readonly value: TValue;
  readonly options: readonly (readonly [TValue, string])[];
  readonly onChange: (value: TValue) => void;
  /** Takes the focus when it is rendered: the dialog has opened before its data came. */
  readonly takesFocus?: boolean;
  readonly children?: ReactNode;
}

function Choices<TValue extends string>({
  legend,
  value,
  options,
  onChange,
  takesFocus = false,
  children,
}: ChoicesProps<TValue>) {
  const name = useId();
  const group = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (takesFocus) group.current?.querySelector<HTMLInputElement>(':checked')?.focus();
  }, []);
  return (
    <fieldset>
      <legend className="label">{legend}</legend>
      <div className="choices" ref={group}>
        {options.map(([option, text]) => (
          <label className="choice" key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />{' '}
            {text}
          </label>
        ))}
      </div>
      {children}
    </fieldset>
  );
}
