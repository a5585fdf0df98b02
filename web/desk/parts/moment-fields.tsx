// A date and a time of the newsroom's clock. An hour that the clock skips is said to be none; of one that it has twice, the
// viewer chooses which.
import { useState } from 'react';
import { useTimes } from '../frame/newsroom.js';
import { cityOf, dateOf, offsetOf, timeOf } from '../words/format.js';
import { WORDS } from '../words/words.js';
import { InputField, Segments } from './field.js';
import { instantsOfWallTime, wallTimeOf, type WallTime } from './zoned-moment.js';

export interface EditedMoment {
  readonly wall: WallTime;
  /** Which of two. */
  readonly isLater: boolean;
}

export const momentAt = (at: Date | string, zone: string): EditedMoment => {
  const wall = wallTimeOf(at, zone);
  const instants = instantsOfWallTime(wall, zone) ?? [];
  return { wall, isLater: instants.length > 1 && wasLater(instants, at) };
};

const wasLater = ([, later]: readonly string[], at: Date | string): boolean =>
  later !== undefined && new Date(at) >= new Date(later);

/** undefined where it is no instant yet. */
export const instantOf = ({ wall, isLater }: EditedMoment, zone: string): string | undefined =>
  instantsOfWallTime(wall, zone)?.at(isLater ? -1 : 0);

export function useEditedMoment(at: Date | string) {
  const { zone } = useTimes();
  const [moment, setMoment] = useState(() => momentAt(at, zone));
  return { moment, setMoment, at: instantOf(moment, zone) };
}

interface MomentFieldsProps {
  readonly moment: EditedMoment;
  readonly onChange: (moment: EditedMoment) => void;
  /** What the API said about it. */
  readonly problem?: string | undefined;
  /** Set when it was to be used as it is: what is missing is said then. */
  readonly isAsked?: boolean;
}

export function MomentFields({ moment, onChange, problem, isAsked = false }: MomentFieldsProps) {
  const { now, zone, city, viewersZone } = useTimes();
  const { wall, isLater } = moment;
  const instants = instantsOfWallTime(wall, zone);
  const at = instantOf(moment, zone);
  const words = WORDS.moment;
  const skipped = instants?.length === 0 ? words.skipped(wall.time) : undefined;
  const missing = isAsked && instants === undefined ? words.missing : undefined;
  return (
    <div className="moment-fields">
      <InputField
        label={words.date}
        type="date"
        value={wall.date}
        onChange={(event) => onChange({ wall: { ...wall, date: event.target.value }, isLater: false })}
      />
      <InputField
        label={words.time}
        type="time"
        value={wall.time}
        problem={skipped ?? missing ?? problem}
        onChange={(event) => onChange({ wall: { ...wall, time: event.target.value }, isLater: false })}
      />
      {instants?.length === 2 && (
        <Segments
          label={words.which(wall.time)}
          showLabel
          value={isLater ? 'later' : 'earlier'}
          options={[
            ['earlier', words.first(offsetOf(instants[0] ?? '', zone))],
            ['later', words.second(offsetOf(instants[1] ?? '', zone))],
          ]}
          onChange={(which) => onChange({ wall, isLater: which === 'later' })}
        />
      )}
      <p className="quiet small">
        {words.zone(city, offsetOf(at ?? new Date(), zone))}
        {at !== undefined &&
          viewersZone !== undefined &&
          ` ${words.forYou(timeOf(at, viewersZone), dateOf(at, now, viewersZone), cityOf(viewersZone))}`}
      </p>
    </div>
  );
}
