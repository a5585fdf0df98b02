// A writer's home: the requested changes first, then the writer's articles by state.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useViewer } from '../../frame/use-session.js';
import { WORDS } from '../../words/words.js';
import { number } from '../../words/format.js';
import { HomeEntry, RevisionMeta } from './home-entry.js';
import { LiveEntry } from './live-entry.js';
import { HomeHead } from './home-head.js';
import { homeWriterQuery } from './home.data.js';
import { Section } from './section.js';
import { UnsavedNotices } from './unsaved.js';

export function HomeWriter() {
  const { data } = useQuery(homeWriterQuery(useViewer().id));
  if (data === undefined) return null;
  const { changes, drafts, inReview, ready, live } = data;
  const { home } = WORDS;
  return (
    <div className="page">
      <HomeHead />
      <UnsavedNotices unsaved={data.unsaved} />
      <div className="stack home">
        {changes.totalCount > 0 && (
          <Section heading={home.changes} aside={number(changes.totalCount)} empty="" isEmpty={false}>
            <ol>
              {changes.nodes.map((article) => {
                const request = article.requests.nodes[0];
                return (
                  <HomeEntry
                    key={article.id}
                    article={article}
                    to="write"
                    meta={
                      request && (
                        <span>{home.asked(request.by?.name ?? home.somebody, request.revision.number)}</span>
                      )
                    }
                    act={
                      <Link
                        className="button"
                        to="/articles/$articleId/write"
                        params={{ articleId: article.id }}
                        aria-label={home.writeOn(article.working.title)}
                      >
                        {WORDS.frame.write}
                      </Link>
                    }
                  >
                    {request?.note && <blockquote className="flag full-note">{request.note}</blockquote>}
                  </HomeEntry>
                );
              })}
            </ol>
          </Section>
        )}
        <Section
          heading={home.drafts}
          aside={<All count={drafts.totalCount} shown={drafts.nodes.length} state="DRAFT" />}
          isEmpty={drafts.nodes.length === 0}
          empty={
            <>
              <p>{home.noDrafts}</p>
              <p>
                <Link className="button" to="/articles/new">
                  {WORDS.frame.newArticle}
                </Link>
              </p>
            </>
          }
        >
          <ol>
            {drafts.nodes.map((article) => (
              <HomeEntry
                key={article.id}
                article={article}
                to="write"
                meta={
                  <>
                    <RevisionMeta article={article} />
                    {!article.working.excerpt && <span>{home.noExcerpt}</span>}
                  </>
                }
              />
            ))}
          </ol>
        </Section>
        <Section
          heading={home.withEditors}
          aside={<All count={inReview.totalCount} shown={inReview.nodes.length} state="IN_REVIEW" />}
          isEmpty={inReview.nodes.length === 0}
          empty={home.noneInReview}
        >
          <ol>
            {inReview.nodes.map((article) => (
              <HomeEntry
                key={article.id}
                article={article}
                to="review"
                meta={<RevisionMeta article={article} />}
              />
            ))}
          </ol>
        </Section>
        {ready.totalCount > 0 && (
          <Section heading={home.ready} aside={number(ready.totalCount)} empty="" isEmpty={false}>
            <ol>
              {ready.nodes.map((article) => (
                <HomeEntry
                  key={article.id}
                  article={article}
                  to="review"
                  meta={<RevisionMeta article={article} />}
                />
              ))}
            </ol>
          </Section>
        )}
        <Section
          heading={WORDS.live}
          aside={
            live.totalCount > 0 && (
              <Link to="/articles" search={{ readers: 'live' }}>
                {home.all(live.totalCount)}
              </Link>
            )
          }
          isEmpty={live.nodes.length === 0}
          empty={home.noneLive}
        >
          <ol>
            {live.nodes.map(({ id, live: publication }) =>
              publication === null ? null : <LiveEntry key={id} articleId={id} publication={publication} />,
            )}
          </ol>
        </Section>
      </div>
    </div>
  );
}

interface AllProps {
  readonly count: number;
  readonly shown: number;
  readonly state: 'DRAFT' | 'IN_REVIEW';
}

/** The count; a link where not all are shown. */
const All = ({ count, shown, state }: AllProps) =>
  count > shown ? (
    <Link to="/articles" search={{ state }}>
      {WORDS.home.all(count)}
    </Link>
  ) : (
    number(count)
  );
