// The review screen: the changes, the transitions, and the notes.
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { NotFound } from '../../frame/fallbacks.js';
import { useKeys } from '../../frame/keys.js';
import type { ReviewedRevisionFragment } from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import { ArticleFrame } from '../article/article-frame.js';
import { footTransitions, optionOf } from '../article/transition-groups.js';
import { TransitionButton, TRANSITION_KEYS } from '../article/transition-buttons.js';
import { TransitionDialog } from '../article/transition-dialog.js';
import { useTransitionControls, type TransitionControls } from '../article/use-transition-controls.js';
import type { ChangedSection } from './changed-sections.js';
import { CompareForm } from './compare-form.js';
import { FieldChanges } from './field-changes.js';
import { comparedFields } from './fields-of.js';
import { EarlierRevision } from './earlier-revision.js';
import { NewerRevision } from './newer-revision.js';
import { Notes } from './notes.js';
import { QueuePosition } from './queue-position.js';
import type { ReviewSearch } from './review.data.js';
import { SectionList } from './section-list.js';
import { Sides } from './sides.js';
import { TextChanges } from './text-changes.js';
import { useReviewed, type ReviewArticle, type Reviewed } from './use-reviewed.js';

const ROUTE = '/signed-in/articles/$articleId/review';

export function ReviewScreen() {
  const { articleId } = useParams({ from: ROUTE });
  const search = useSearch({ from: ROUTE });
  return <Review key={`${articleId} ${search.to ?? ''}`} articleId={articleId} search={search} />;
}

interface ReviewProps {
  readonly articleId: string;
  readonly search: ReviewSearch;
}

function Review({ articleId, search }: ReviewProps) {
  const state = useReviewed(articleId, search);
  const { article, reviewed } = state;
  if (!article || !reviewed) return <NotFound />;
  return <LoadedReview {...{ search, article, reviewed, state }} />;
}

interface LoadedReviewProps {
  readonly search: ReviewSearch;
  readonly article: ReviewArticle;
  readonly reviewed: ReviewedRevisionFragment;
  readonly state: Reviewed;
}

function LoadedReview({ search, article: fetched, reviewed, state }: LoadedReviewProps) {
  const { review } = WORDS;
  const navigate = useNavigate({ from: '/articles/$articleId/review' });
  const article = blockUnreadApproval(fetched, reviewed);
  const controls = useTransitionControls(article, reviewed);
  const [sections, setSections] = useState<readonly ChangedSection[]>([]);
  const [isPublishing, setPublishing] = useState(false);
  useKeys(
    Object.fromEntries(
      article.transitions.flatMap(({ name }) => {
        const key = TRANSITION_KEYS[name]?.[0];
        return key === undefined ? [] : [[key, () => controls.activate(name)]];
      }),
    ),
  );
  const base = reviewed.bodyDiff.from;
  const fields = comparedFields(base, reviewed);
  const changed = fields.filter(({ hasChanged }) => hasChanged).map(({ name }) => review.fields[name]);
  const isWorkingCopy = reviewed.id === article.working.id;
  return (
    <ArticleFrame
      articleId={article.id}
      tab="review"
      article={article}
      end={search.queue && <QueuePosition articleId={article.id} filter={search.queue} queue={state.queue} />}
      foot={<Foot article={article} controls={controls} />}
    >
      <div className="review">
        <SectionList
          heading={headingOf(search, base?.number, reviewed)}
          fields={changed}
          // The sections are elements of the readers' view.
          sections={search.as === 'markdown' ? [] : sections}
          isNew={!base}
        />
        <main id="main" tabIndex={-1}>
          {state.isBehind && (
            <NewerRevision
              article={article}
              read={reviewed.number}
              onShow={() => {
                state.show(article.working.number);
                const { queue } = search;
                void navigate({ search: { from: reviewed.number, ...(queue && { queue }) } });
              }}
            />
          )}
          {!state.isBehind && !isWorkingCopy && (
            <EarlierRevision article={article} reviewed={reviewed} onPublish={() => setPublishing(true)} />
          )}
          <CompareForm
            articleId={article.id}
            search={search}
            reviewed={reviewed}
            live={article.live?.revision.number}
          />
          <FieldChanges fields={fields} />
          <TextChanges reviewed={reviewed} as={search.as ?? 'readers'} onSections={setSections} />
        </main>
        <aside className="decide" id="decide" aria-label={review.decide} tabIndex={-1}>
          <Sides article={article} controls={controls} />
          <Notes articleId={article.id} events={article.history.nodes} />
        </aside>
      </div>
      {isPublishing && (
        <TransitionDialog
          article={article}
          name="PUBLISH"
          revision={reviewed}
          onClose={() => setPublishing(false)}
        />
      )}
      {controls.opened && (
        <TransitionDialog
          article={article}
          name={controls.opened}
          revision={controls.opened === 'APPROVE' ? reviewed : undefined}
          onClose={controls.close}
          onDone={(made) => {
            state.show(made.working.number);
            // The button that had the focus may be gone.
            if (document.activeElement === document.body) document.getElementById('working')?.focus();
          }}
        />
      )}
    </ArticleFrame>
  );
}

function headingOf(
  { against = 'LIVE', from }: ReviewSearch,
  base: number | undefined,
  { body }: ReviewedRevisionFragment,
): string {
  const { review } = WORDS;
  if (base === undefined) return review.newText(body.wordCount);
  return from === undefined ? review.changes[against] : review.changedSince(base);
}

/** Blocks APPROVE where the working copy is not the revision on the screen: only what was read can be approved. */
function blockUnreadApproval(article: ReviewArticle, reviewed: ReviewedRevisionFragment): ReviewArticle {
  const { working } = article;
  if (reviewed.id === working.id || !optionOf(article, 'APPROVE')?.allowed) return article;
  const { message, remedy } = WORDS.decide.notRead;
  const blocker = {
    code: 'NOT_READ',
    message: message(reviewed.number, working.number),
    remedy,
    field: null,
  };
  return {
    ...article,
    transitions: article.transitions.map((option) =>
      option.name === 'APPROVE' ? { ...option, allowed: false, blockedBy: [blocker], others: [] } : option,
    ),
  };
}

/** Keeps the usual next step in view on a phone. */
const Foot = ({
  article,
  controls,
}: {
  readonly article: ReviewArticle;
  readonly controls: TransitionControls;
}) => (
  <footer className="foot deciding phone-only" aria-label={WORDS.review.decide}>
    {footTransitions(article).map((option) => (
      <TransitionButton key={option.name} option={option} article={article} controls={controls} />
    ))}
    <a className="button plain" href="#decide">
      {WORDS.review.more}
    </a>
  </footer>
);
