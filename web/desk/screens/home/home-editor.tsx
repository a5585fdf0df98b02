// An editor's home: the queue's oldest, the next schedules, the latest publications, and the editor's own articles.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useViewer } from '../../frame/use-session.js';
import type { HomeEditorQuery } from '../../generated/operations.js';
import { ReviewStateMark } from '../../parts/state.js';
import { listOf, number } from '../../words/format.js';
import { WORDS } from '../../words/words.js';
import { bylineOf, BlockedNotice } from '../lists/article-facts.js';
import { HomeEntry } from './home-entry.js';
import { HomeHead } from './home-head.js';
import { homeEditorQuery } from './home.data.js';
import { NextDay, RecentlyPublished } from './moments.js';
import { Section } from './section.js';
import { UnsavedNotices } from './unsaved.js';

export function HomeEditor() {
  const { data } = useQuery(homeEditorQuery(useViewer().id));
  if (data === undefined) return null;
  return (
    <div className="page">
      <HomeHead />
      <UnsavedNotices unsaved={data.unsaved} />
      <div className="columns">
        <div className="stack">
          <LongestWaiting data={data} />
          <Mine data={data} />
        </div>
        <div className="stack">
          <NextDay moments={data.next.nodes} />
          <RecentlyPublished moments={[...data.earlier.nodes, ...data.lastDay.nodes]} />
        </div>
      </div>
    </div>
  );
}

const WHOLE_QUEUE = {};

interface Data {
  readonly data: HomeEditorQuery;
}

function LongestWaiting({ data: { waiting, mayApprove } }: Data) {
  const { home } = WORDS;
  return (
    <Section
      heading={home.waiting}
      aside={
        waiting.totalCount > 0 && (
          <>
            <Link to="/queue">{home.all(waiting.totalCount)}</Link>
            {mayApprove.totalCount > 0 && (
              <>
                ,{' '}
                <Link to="/queue" search={{ show: 'may-approve' }}>
                  {home.mayApprove(mayApprove.totalCount)}
                </Link>
              </>
            )}
          </>
        )
      }
      isEmpty={waiting.nodes.length === 0}
      empty={home.nothingWaits}
    >
      <ol className="short">
        {waiting.nodes.map((article) => {
          const approve = article.transitions.find(({ name }) => name === 'APPROVE');
          const reason = approve?.blockedBy[0]?.message;
          return (
            <HomeEntry
              key={article.id}
              article={article}
              to="review"
              queue={WHOLE_QUEUE}
              isShort
              meta={<span>{bylineOf(article)}</span>}
            >
              {reason !== undefined && <BlockedNotice reason={reason} others={approve?.others ?? []} />}
            </HomeEntry>
          );
        })}
      </ol>
    </Section>
  );
}

function Mine({ data: { mine } }: Data) {
  const viewer = useViewer();
  const { home } = WORDS;
  const othersOf = (people: readonly { readonly id: string; readonly name: string }[]) =>
    people.filter(({ id }) => id !== viewer.id).map(({ name }) => name);
  return (
    <Section
      heading={home.mine}
      aside={mine.totalCount > 0 && number(mine.totalCount)}
      isEmpty={mine.nodes.length === 0}
      empty={home.nothingMine}
    >
      <ol className="short mine">
        {mine.nodes.map((article) => {
          const sharers = othersOf(article.owners);
          const writing = othersOf(article.editing.map(({ person }) => person));
          const isDraft = ['DRAFT', 'CHANGES_REQUESTED'].includes(article.reviewState);
          return (
            <HomeEntry
              key={article.id}
              article={article}
              to={isDraft ? 'write' : 'review'}
              isShort
              lead={
                <p>
                  <ReviewStateMark state={article.reviewState} />
                </p>
              }
            >
              {sharers.length > 0 && <p className="quiet small">{home.sharedWith(listOf(sharers))}</p>}
              {writing.length > 0 && (
                <p className="flag">{WORDS.frame.hasItOpen(listOf(writing), writing.length)}</p>
              )}
            </HomeEntry>
          );
        })}
      </ol>
    </Section>
  );
}
