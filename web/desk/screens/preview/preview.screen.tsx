import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { ScreenError } from '../../frame/fallbacks.js';
import { useNewsroom, useTimes } from '../../frame/newsroom.js';
import type { PreviewedRevisionFragment, PreviewScreenQuery } from '../../generated/operations.js';
import { Segments, SelectField } from '../../parts/field.js';
import { Empty } from '../../parts/notices.js';
import { ReaderHtml } from '../../parts/reader-html.js';
import { listOf } from '../../words/format.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { ArticleFrame } from '../article/article-frame.js';
import { previewQuery, type Shown } from './preview.data.js';
import { ShareLinks } from './share-links.js';
import { SiteFrame } from './site-frame.js';

const route = getRouteApi('/signed-in/articles/$articleId/preview');

type Article = NonNullable<PreviewScreenQuery['article']>;

const WIDTHS = ['phone', 'tablet', 'desktop'] as const;
type Width = (typeof WIDTHS)[number];
type Way = 'site' | 'plain';

export function PreviewScreen() {
  const { articleId } = route.useParams();
  const { revision: shown } = route.useSearch();
  const { data: article, error } = useQuery({
    ...previewQuery(articleId, shown),
    placeholderData: keepPreviousData,
  });
  return (
    <ArticleFrame tab="preview" articleId={articleId} article={article}>
      <main id="main" className="page preview-page" tabIndex={-1}>
        {article === undefined && error && <ScreenError error={error} />}
        {article && <Preview article={article} shown={shown} />}
      </main>
    </ArticleFrame>
  );
}

/** @returns undefined where there is none, and while another revision loads */
const revisionOf = (
  { shownWorking, shownLive, shownRevision }: Article,
  shown: Shown,
): PreviewedRevisionFragment | undefined => {
  if (shown === undefined) return shownWorking;
  return (shown === 'live' ? shownLive?.revision : shownRevision) ?? undefined;
};

function Preview({ article, shown }: { readonly article: Article; readonly shown: Shown }) {
  const { hasSitePreview } = useNewsroom();
  const [width, setWidth] = useState<Width>('desktop');
  const [way, setWay] = useState<Way>('site');
  const navigate = route.useNavigate();
  const revision = revisionOf(article, shown);
  const words = WORDS.preview;
  const showsSite = hasSitePreview && way === 'site' && revision !== undefined;
  return (
    <>
      {(showsSite || revision === undefined) && (
        <h1 className="hidden">{words.pageHeading(article.working.title)}</h1>
      )}
      <div className="preview-tools">
        <RevisionSelect
          article={article}
          shown={shown}
          onChange={(next) => void navigate({ search: next === undefined ? {} : { revision: next } })}
        />
        {hasSitePreview && (
          <Segments
            label={words.way}
            showLabel
            value={way}
            options={[
              ['site', words.ways.site],
              ['plain', words.ways.plain],
            ]}
            onChange={setWay}
          />
        )}
        <div className="wide-only">
          <Segments
            label={words.width}
            showLabel
            value={width}
            options={WIDTHS.map((name) => [name, words.widths[name]] as const)}
            onChange={setWidth}
          />
        </div>
      </div>
      <div className="preview-columns">
        <div className="stage" data-width={width}>
          {revision === undefined ? (
            <Nothing
              shown={shown}
              isKnown={shown === 'live' ? article.shownLive === null : article.shownRevision === null}
            />
          ) : showsSite ? (
            <SiteFrame articleId={article.id} revision={revision} />
          ) : (
            <ReadingPage revision={revision} />
          )}
        </div>
        <ShareLinks articleId={article.id} revision={revision} previews={article.previews} />
      </div>
    </>
  );
}

interface RevisionSelectProps {
  readonly article: Article;
  readonly shown: Shown;
  readonly onChange: (shown: Shown) => void;
}

function RevisionSelect({ article, shown, onChange }: RevisionSelectProps) {
  const { moment } = useTimes();
  const { working, live, revisions } = article;
  const words = WORDS.preview;
  const numbers = revisions.nodes.map(({ number }) => number);
  return (
    <SelectField
      label={words.show}
      value={String(shown ?? 'working')}
      options={[
        ['working', words.workingCopy(working.number)] as const,
        ...(live || shown === 'live' ? [['live', words.live(live?.revision.number)] as const] : []),
        // One that an address names may be older than the list goes back.
        ...(typeof shown === 'number' && !numbers.includes(shown)
          ? [[String(shown), WORDS.Revision(shown)] as const]
          : []),
        ...revisions.nodes.map(
          ({ number, createdBy, createdAt }) =>
            [String(number), words.revisionBy(number, createdBy.name, moment(createdAt))] as const,
        ),
      ]}
      onChange={(value) =>
        onChange(value === 'working' ? undefined : value === 'live' ? value : Number(value))
      }
    />
  );
}

function Nothing({ shown, isKnown }: { readonly shown: Shown; readonly isKnown: boolean }) {
  const words = WORDS.preview;
  if (!isKnown) return null;
  return (
    <Empty heading={shown === 'live' ? words.nothingLive : words.noSuchRevision}>
      <p>{words.chooseAnother}</p>
    </Empty>
  );
}

function ReadingPage({ revision }: { readonly revision: PreviewedRevisionFragment }) {
  const { number, title, subtitle, authors, body } = revision;
  const words = WORDS.preview;
  return (
    <div className="reading-page">
      <h1 className="reading-title" {...scriptOf(title)}>
        {title || WORDS.history.untitled}
      </h1>
      {subtitle && (
        <p className="standfirst" {...scriptOf(subtitle)}>
          {subtitle}
        </p>
      )}
      <p className="quiet">
        {authors.length > 0 && <>{words.byline(listOf(authors.map(({ name }) => name)))} · </>}
        {words.length(body.wordCount, body.readingMinutes)}
      </p>
      {body.html === '' ? (
        <p className="quiet">{words.emptyBody}</p>
      ) : (
        <ReaderHtml html={body.html} label={words.bodyOf(number)} />
      )}
    </div>
  );
}
