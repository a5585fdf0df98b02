// The two sides of an article, each with its state and transitions: the working copy, and what readers see.
import { useTimes } from '../../frame/newsroom.js';
import { ReviewStateMark, State } from '../../parts/state.js';
import { WORDS } from '../../words/words.js';
import { SideTransitions } from '../article/transition-buttons.js';
import type { TransitionControls } from '../article/use-transition-controls.js';
import type { ReviewArticle } from './use-reviewed.js';

interface SidesProps {
  readonly article: ReviewArticle;
  readonly controls: TransitionControls;
}

export const Sides = ({ article, controls }: SidesProps) => (
  <>
    <section aria-labelledby="working">
      <div className="side-head">
        <h2 id="working" tabIndex={-1}>
          {WORDS.decide.working}
        </h2>{' '}
        <ReviewStateMark state={article.reviewState} />
      </div>
      <WorkingCopy article={article} />
      <SideTransitions side="working" article={article} controls={controls} />
    </section>
    <section aria-labelledby="readers">
      <div className="side-head">
        <h2 id="readers">{WORDS.decide.readers}</h2> <ReadersState article={article} />
      </div>
      <PublicationsText article={article} />
      <SideTransitions side="readers" article={article} controls={controls} />
    </section>
  </>
);

function WorkingCopy({ article: { working, reviewState, stateSince } }: { readonly article: ReviewArticle }) {
  const { age, moment } = useTimes();
  const { decide } = WORDS;
  const { number, approval, createdAt, createdBy } = working;
  const isApproved = approval && ['APPROVED', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED'].includes(reviewState);
  return (
    <p className="quiet">
      {reviewState === 'IN_REVIEW'
        ? decide.waiting(number, age(stateSince))
        : isApproved
          ? decide.approvedBy(number, approval.by.name, moment(approval.at))
          : decide.savedBy(number, createdBy.name, moment(createdAt))}
    </p>
  );
}

function ReadersState({ article: { live, scheduled } }: { readonly article: ReviewArticle }) {
  if (live) return <State is="live">{WORDS.live}</State>;
  if (scheduled) return <State is="scheduled">{WORDS.states.SCHEDULED}</State>;
  return <State is="draft">{WORDS.decide.nothing}</State>;
}

function PublicationsText({ article: { live, scheduled } }: { readonly article: ReviewArticle }) {
  const { day, moment } = useTimes();
  const { decide } = WORDS;
  const isReplaced = live && scheduled && live.liveUntil === scheduled.liveFrom;
  const end = isReplaced ? '' : live?.liveUntil ? decide.until(moment(live.liveUntil)) : decide.noEnd;
  return (
    <p className="quiet">
      {live && `${decide.liveSince(live.revision.number, day(live.liveFrom))} ${end} `}
      {scheduled &&
        (isReplaced ? decide.replacedAt : decide.goesLiveAt)(
          scheduled.revision.number,
          moment(scheduled.liveFrom),
        )}
      {scheduled?.liveUntil && ` ${decide.until(moment(scheduled.liveUntil))}`}
      {!live && !scheduled && decide.neverLive}
    </p>
  );
}
