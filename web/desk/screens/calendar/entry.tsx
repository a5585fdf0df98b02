// An entry of the month or the week: a publication that goes live or comes down.
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import type { CalendarItemFragment } from '../../generated/operations.js';
import { State, type StateShape } from '../../parts/state.js';
import { Hidden, Title } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { isComing, keyOf } from './move-entry.js';

export interface EntryActions {
  /** undefined where the viewer may not move entries. */
  readonly onMove: ((entry: CalendarItemFragment) => void) | undefined;
  readonly onDragStart: (entry: CalendarItemFragment) => void;
  readonly onDragEnd: () => void;
  readonly moving: string | undefined;
}

export const shapeOf = ({ kind }: CalendarItemFragment, coming: boolean): StateShape => {
  if (kind === 'COMES_DOWN') return 'down';
  return coming ? 'scheduled' : 'live';
};

/** went live, goes live, came down, comes down */
export const verbOf = ({ kind }: CalendarItemFragment, coming: boolean): string =>
  WORDS.calendar.verbs[kind][coming ? 'coming' : 'past'];

export function Entry({
  entry,
  actions,
}: {
  readonly entry: CalendarItemFragment;
  readonly actions: EntryActions;
}) {
  const { now, time } = useTimes();
  const coming = isComing(entry, now);
  const { title } = entry.publication.revision;
  const onMove = coming ? actions.onMove : undefined;
  const startMove = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'm' || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    onMove?.(entry);
  };
  return (
    <li
      className="calendar-entry"
      draggable={onMove !== undefined}
      data-moving={actions.moving === keyOf(entry) || undefined}
      onDragStart={(event) => {
        event.dataTransfer.setData('text/plain', title);
        event.dataTransfer.effectAllowed = 'move';
        actions.onDragStart(entry);
      }}
      onDragEnd={actions.onDragEnd}
    >
      <Link
        to="/articles/$articleId/history"
        params={{ articleId: entry.article.id }}
        draggable={false}
        title={title}
        onKeyDown={onMove && startMove}
      >
        <State is={shapeOf(entry, coming)}>
          <time className="num" dateTime={entry.at}>
            {time(entry.at)}
          </time>{' '}
          {entry.kind === 'COMES_DOWN' && <span aria-hidden="true">{WORDS.calendar.down}</span>}
          <Hidden>{verbOf(entry, coming)}</Hidden>
        </State>{' '}
        <Title text={title} as="span" />
      </Link>
      {onMove && <MoveButton className="link small" title={title} onClick={() => onMove(entry)} />}
    </li>
  );
}

interface MoveButtonProps {
  readonly className: string;
  readonly title: string;
  readonly onClick: () => void;
}

export const MoveButton = ({ className, title, onClick }: MoveButtonProps) => (
  <button className={className} type="button" aria-label={WORDS.calendar.moveOf(title)} onClick={onClick}>
    {WORDS.calendar.move}
  </button>
);
