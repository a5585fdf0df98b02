import { useTimes } from '../../frame/newsroom.js';
import { useViewer } from '../../frame/use-session.js';
import type { AccountFragment } from '../../generated/operations.js';
import { OpenRow } from '../../parts/open-row.js';
import { State } from '../../parts/state.js';
import { Hidden } from '../../parts/text.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { PersonDetails } from './person-details.js';

interface PeopleTableProps {
  readonly people: readonly AccountFragment[];
  readonly openId: string | undefined;
  readonly onToggle: (id: string) => void;
}

export function PeopleTable({ people, openId, onToggle }: PeopleTableProps) {
  const words = WORDS.people;
  return (
    <table className="table named">
      <caption className="hidden">{words.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{words.name}</th>
          <th scope="col">{words.role}</th>
          <th scope="col">{words.byline}</th>
          <th scope="col">{words.signedIn}</th>
          <th scope="col">
            <Hidden>{words.details}</Hidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <OpenRow
            key={person.id}
            name={person.name}
            isOpen={person.id === openId}
            onToggle={() => onToggle(person.id)}
            act={words.change}
            cells={<PersonCells person={person} />}
            columns={5}
          >
            <PersonDetails person={person} />
          </OpenRow>
        ))}
      </tbody>
    </table>
  );
}

function PersonCells({ person }: { readonly person: AccountFragment }) {
  const viewer = useViewer();
  const words = WORDS.people;
  return (
    <>
      <th scope="row">
        <span {...scriptOf(person.name)}>{person.name}</span>{' '}
        <span className="sub">
          {person.email}
          {person.id === viewer.id && ` · ${words.you}`}
        </span>
      </th>
      <td data-label={words.role}>
        {person.active ? WORDS.roles[person.role] : <State is="down">{words.deactivated}</State>}
      </td>
      <td data-label={words.byline}>
        {person.author ? person.author.name : <span className="quiet">{words.noByline}</span>}
      </td>
      <td data-label={words.signedIn}>
        <SignedIn sessions={person.sessions} />
      </td>
    </>
  );
}

/** How many sessions, and when one was last used. */
function SignedIn({ sessions }: Pick<AccountFragment, 'sessions'>) {
  const { age } = useTimes();
  const [latest] = sessions;
  if (latest === undefined) return <span className="quiet">{WORDS.people.nowhere}</span>;
  return <>{WORDS.people.signedInWhere(sessions.length, age(latest.lastUsedAt))}</>;
}
