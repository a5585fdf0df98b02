// Why a transition is not allowed, as the API says; who else could make it, and a link to send them.
import { useRouter } from '@tanstack/react-router';
import type { Viewer } from '../../api/session.js';
import { useViewer } from '../../frame/use-session.js';
import { CopyButton } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import type { TransitionOption } from './transition-groups.js';

/** An administrator may approve their own text, with a reason. */
export const mayOverride = ({ name, blockedBy }: TransitionOption, { role }: Pick<Viewer, 'role'>): boolean =>
  name === 'APPROVE' && role === 'ADMIN' && blockedBy.every(({ code }) => code === 'FOUR_EYES');

interface WhyNotProps {
  readonly id: string;
  readonly articleId: string;
  readonly option: TransitionOption;
  /** Opens the dialog in which an administrator approves with a reason. */
  readonly onOverride: () => void;
}

export function WhyNot({ id, articleId, option, onOverride }: WhyNotProps) {
  const { buildLocation } = useRouter();
  const viewer = useViewer();
  const { decide } = WORDS;
  const { blockedBy, others } = option;
  const [first] = blockedBy;
  const { publicHref } = buildLocation({ to: '/articles/$articleId/review', params: { articleId } });
  return (
    <div className="why" id={id}>
      {first && decide.because[first.code] && <h3>{decide.because[first.code]}</h3>}
      {blockedBy.map(({ code, message, remedy }) => (
        <div key={`${code} ${message}`}>
          <p>{message}</p>
          {remedy && <p className="quiet">{remedy}</p>}
        </div>
      ))}
      {mayOverride(option, viewer) && (
        <p>
          <button className="button" type="button" onClick={onOverride}>
            {decide.allTheSame}
          </button>
        </p>
      )}
      {others.length > 0 && (
        <>
          <h4>{decide.whoCan}</h4>
          <ul className="people-list">
            {others.map((person) => (
              <li key={person.id}>
                <span>{person.name}</span> <span className="quiet">{WORDS.roles[person.role]}</span>
              </li>
            ))}
          </ul>
          <p>
            <CopyButton text={new URL(publicHref, location.origin).href} label={decide.copyLink} />
          </p>
        </>
      )}
    </div>
  );
}
