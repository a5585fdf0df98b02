// The schedules of the next day, and the latest publications.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTimes } from '../../frame/newsroom.js';
import type { HomeMomentFragment } from '../../generated/operations.js';
import { State } from '../../parts/state.js';
import { Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { ArticleLink } from '../lists/article-link.js';
import { Section } from './section.js';

const MAX_RECENT = 5;

interface MomentsProps {
  /** Earliest first. */
  readonly moments: readonly HomeMomentFragment[];
}

export function NextDay({ moments }: MomentsProps) {
  const { moment: format } = useTimes();
  const { home } = WORDS;
  return (
    <Section
      heading={home.nextDay}
      aside={<Link to="/calendar">{WORDS.frame.calendar}</Link>}
      isEmpty={moments.length === 0}
      empty={home.nothingNext}
    >
      <Agenda>
        {moments.map((moment) => {
          const { revision, liveFrom } = moment.publication;
          const { approval } = revision;
          return (
            <AgendaItem
              key={`${moment.publication.id} ${moment.kind}`}
              moment={moment}
              mark={
                <State is={moment.kind === 'GOES_LIVE' ? 'scheduled' : 'down'}>
                  {home.kinds[moment.kind]}
                </State>
              }
              about={
                moment.kind === 'COMES_DOWN'
                  ? home.liveSince(revision.number, format(liveFrom))
                  : approval
                    ? home.approvedBy(revision.number, approval.by.name, format(approval.at))
                    : WORDS.Revision(revision.number)
              }
            />
          );
        })}
      </Agenda>
    </Section>
  );
}

export function RecentlyPublished({ moments }: MomentsProps) {
  const published = moments
    .filter(({ kind }) => kind === 'GOES_LIVE')
    .slice(-MAX_RECENT)
    .reverse();
  const { home } = WORDS;
  return (
    <Section heading={home.recent} isEmpty={published.length === 0} empty={home.nothingRecent}>
      <Agenda>
        {published.map((moment) => (
          <AgendaItem key={moment.publication.id} moment={moment} />
        ))}
      </Agenda>
    </Section>
  );
}

const Agenda = ({ children }: { readonly children: ReactNode }) => <ol className="agenda">{children}</ol>;

interface AgendaItemProps {
  readonly moment: HomeMomentFragment;
  readonly mark?: ReactNode;
  readonly about?: string;
}

const AgendaItem = ({ moment: { at, article, publication }, mark, about }: AgendaItemProps) => (
  <li>
    <p>
      <span className="capital">
        <Moment at={at} />
      </span>{' '}
      {mark}
    </p>
    <ArticleLink articleId={article.id} title={publication.revision.title} to="history" as="h3" />
    {about && <p className="quiet small">{about}</p>}
  </li>
);
