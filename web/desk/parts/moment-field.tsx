// A date and a time in the newsroom's zone, with the instant that they mean. Where the clock changes they mean none or two, and the
// viewer chooses. The browser's own fields work by keyboard, have the phone's picker, and cost no bytes.
import { useId } from 'react';
import { useTimes } from '../frame/newsroom.js';
import { cityOf, dayOf, longDateOf, offsetOf, timeOf, viewersZone } from '../words/format.js';
import { WORDS } from '../words/words.js';
import { clockTimeOf, instantOf, instantsOf, type ClockTime, type Which } from './zoned-time.js';

export interface MomentValue extends ClockTime {
  readonly which?: Which | undefined;
}

/** The initial value for an instant. */
export function momentAt(at: string | Date, zone: string): MomentValue {
  const clock = clockTimeOf(at, zone);
  const instants = instantsOf(clock, zone);
  if (instants.is !== 'twice') return clock;
  return { ...clock, which: new Date(at) < new Date(instants.later) ? 'earlier' : 'later' };
}

export const instantIn = (value: MomentValue, zone: string): string | undefined =>
  instantOf(instantsOf(value, zone), value.which);

/** The error message of an incomplete value; undefined where it is complete. */
export function missingIn(value: MomentValue, zone: string): string | undefined {
  if (instantIn(value, zone) !== undefined) return undefined;
  return instantsOf(value, zone).is === 'incomplete' ? WORDS.moment.missing : WORDS.moment.choose;
}

interface MomentFieldProps {
  readonly value: MomentValue;
  readonly onChange: (value: MomentValue) => void;
  readonly problem?: string | undefined;
}

export function MomentField({ value, onChange, problem }: MomentFieldProps) {
  const { zone } = useTimes();
  const id = useId();
  const instants = instantsOf(value, zone);
  const instant = instantOf(instants, value.which);
  const words = WORDS.moment;
  const control = {
    className: 'input num',
    'aria-describedby': `${id}-problem ${id}-is`,
    'aria-invalid': problem ? (true as const) : undefined,
    required: true,
  };
  return (
    <div className="moment">
      <div>
        <label htmlFor={`${id}-date`}>{words.date}</label>
        <input
          {...control}
          id={`${id}-date`}
          type="date"
          value={value.date}
          onChange={({ target }) => onChange({ date: target.value, time: value.time })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-time`}>{words.time}</label>
        <input
          {...control}
          id={`${id}-time`}
          type="time"
          value={value.time}
          onChange={({ target }) => onChange({ date: value.date, time: target.value })}
        />
      </div>
      <div className="moment-is">
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
        {(instants.is === 'twice' || instants.is === 'never') && (
          <WhichInstant
            instants={instants}
            value={value}
            onChange={(which) => onChange({ ...value, which })}
          />
        )}
        <p id={`${id}-is`}>{instant !== undefined && <InstantText at={instant} />}</p>
      </div>
    </div>
  );
}

/** Wednesday 25 November, 06:00 in Almaty (UTC+5), in 15 h 5 min; and the viewer's own time where it differs. */
function InstantText({ at }: { readonly at: string }) {
  const { zone, city, now, until } = useTimes();
  const words = WORDS.moment;
  const own = viewersZone();
  const isSameDay = dayOf(at, own) === dayOf(at, zone);
  const differs = !isSameDay || timeOf(at, own) !== timeOf(at, zone);
  const isPast = Date.parse(at) <= now.getTime();
  return (
    <>
      <strong>{words.inCity(`${longDateOf(at, zone)}, ${timeOf(at, zone)}`, city)}</strong>{' '}
      {isPast ? words.past(offsetOf(at, zone)) : words.inSpan(offsetOf(at, zone), until(at))}
      {differs && (
        <>
          <br />
          <span className="quiet">
            {words.forYou(
              isSameDay ? timeOf(at, own) : `${longDateOf(at, own)}, ${timeOf(at, own)}`,
              cityOf(own),
            )}
          </span>
        </>
      )}
    </>
  );
}

interface WhichInstantProps {
  readonly instants: { readonly is: 'twice' | 'never'; readonly earlier: string; readonly later: string };
  readonly value: MomentValue;
  readonly onChange: (which: Which) => void;
}

function WhichInstant({ instants: { is, earlier, later }, value, onChange }: WhichInstantProps) {
  const { zone, city } = useTimes();
  const words = WORDS.moment;
  const name = useId();
  const [clocks, so] = words[is](city, longDateOf(earlier, zone), value.time);
  const label = (at: string, which: Which) => {
    const offset = offsetOf(at, zone);
    if (is === 'twice') return which === 'earlier' ? words.first(offset) : words.second(offset);
    return which === 'earlier'
      ? words.before(timeOf(at, zone), offset)
      : words.after(timeOf(at, zone), offset);
  };
  return (
    <fieldset className="notice">
      <legend className="hidden">{words.which(value.time)}</legend>
      <p>
        {clocks}
        <strong>{so}</strong>
      </p>
      {[['earlier', earlier] as const, ['later', later] as const].map(([which, at]) => (
        <label className="choice" key={which}>
          <input type="radio" name={name} checked={value.which === which} onChange={() => onChange(which)} />{' '}
          {label(at, which)}
        </label>
      ))}
    </fieldset>
  );
}
