// What the publish dialog is about: the revision, and who approved it.
import { Link } from '@tanstack/react-router';
import { useTimes } from '../../frame/newsroom.js';
import { Title } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import type { PublishFacts, PublishName } from './publish-facts.js';

interface PublishSubjectProps {
  readonly facts: PublishFacts;
  readonly name: PublishName;
  readonly onClose: () => void;
}

export function PublishSubject({ facts, name, onClose }: PublishSubjectProps) {
  const { moment } = useTimes();
  const { publish } = WORDS;
  const { revision, live } = facts;
  if (!revision) return null;
  const { approval } = revision;
  const state =
    name === 'SET_END' && live
      ? publish.isLive(moment(live.liveFrom))
      : approval
        ? publish.approvedBy(approval.by.name, moment(approval.at))
        : publish.notApproved;
  return (
    <div className="goes-out">
      <Title text={revision.title} />
      <p>
        <strong>{WORDS.Revision(revision.number)}</strong>
        {state}
      </p>
      {name !== 'SET_END' && live && (
        <p>
          <Link
            to="/articles/$articleId/review"
            params={{ articleId: facts.id }}
            search={{ to: revision.number }}
            onClick={onClose}
          >
            {publish.whatChanges}
          </Link>
        </p>
      )}
    </div>
  );
}
