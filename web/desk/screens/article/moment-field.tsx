// A date and a time on the newsroom's clock, and which instant that is; where it is none or two, it asks. The browser's own fields:
// they are filled in by keyboard part by part, bring the phone's own picker, and cost nothing to load.
import { useId } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import { cityOf, dayOf, longDateOf, offsetOf, timeOf, viewersZone } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { instantOf, instantsOf, type ClockTime, type Which } from './zoned-time.js';

export interface MomentValue extends ClockTime {
  readonly which?: Which | undefined;
}

export const instantIn = (value: MomentValue, zone: string): string | undefined =>
  instantOf(instantsOf(value, zone), value.which);

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
  const { publish } = WORDS;
  const control = {
    className: 'input num',
    'aria-describedby': `${id}-problem ${id}-is`,
    'aria-invalid': problem ? (true as const) : undefined,
    required: true,
  };
  return (
    <div className="moment">
      <div>
        <label htmlFor={`${id}-date`}>{publish.date}</label>
        <input
          {...control}
          id={`${id}-date`}
          type="date"
          value={value.date}
          onChange={({ target }) => onChange({ date: target.value, time: value.time })}
        />
      </div>
      <div>
        <label htmlFor={`${id}-time`}>{publish.time}</label>
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
        <p id={`${id}-is`}>{instant !== undefined && <InstantSaid at={instant} />}</p>
      </div>
    </div>
  );
}

/** Wednesday 25 November, 06:00 in Almaty (UTC+5), in 15 h 5 min; and the viewer's own time where it differs. */
function InstantSaid({ at }: { readonly at: string }) {
  const { zone, city, now, until } = useTimes();
  const { publish } = WORDS;
  const own = viewersZone();
  const isSameDay = dayOf(at, own) === dayOf(at, zone);
  const differs = !isSameDay || timeOf(at, own) !== timeOf(at, zone);
  const isPast = Date.parse(at) <= now.getTime();
  return (
    <>
      <strong>{publish.inCity(`${longDateOf(at, zone)}, ${timeOf(at, zone)}`, city)}</strong>{' '}
      {isPast ? publish.past(offsetOf(at, zone)) : publish.inSpan(offsetOf(at, zone), until(at))}
      {differs && (
        <>
          <br />
          <span className="quiet">
            {publish.forYou(
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
  const { publish } = WORDS;
  const name = useId();
  const [clocks, so] = publish[is](city, longDateOf(earlier, zone), value.time);
  const label = (at: string, which: Which) => {
    const offset = offsetOf(at, zone);
    if (is === 'twice') return which === 'earlier' ? publish.first(offset) : publish.second(offset);
    return which === 'earlier'
      ? publish.before(timeOf(at, zone), offset)
      : publish.after(timeOf(at, zone), offset);
  };
  return (
    <fieldset className="notice">
      <legend className="hidden">{publish.which(value.time)}</legend>
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
