import { usePageTitle } from '../../frame/page-title.js';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useState } from 'react';
import { serverNow, useTimes } from '../../frame/newsroom.js';
import { isEditor, useViewer } from '../../frame/use-session.js';
import type { PreviewLinkFragment } from '../../generated/operations.js';
import { Segments } from '../../parts/field.js';
import { instantIn, missingIn, momentAt, MomentField } from '../../parts/moment-field.js';
import { Empty, ErrorNotice } from '../../parts/notices.js';
import { ShowMore } from '../../parts/show-more.js';
import { Moment, Title } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { NewPreview } from './new-preview.js';
import { previewsQuery, showsAll } from './previews.data.js';
import { RevokePreview } from './revoke-preview.js';

const route = getRouteApi('/signed-in/framed/previews');

export function PreviewsScreen() {
  const all = showsAll(route.useSearch());
  const navigate = route.useNavigate();
  const mayAll = isEditor(useViewer());
  const list = useInfiniteQuery(previewsQuery(all));
  const { data, error, refetch } = list;
  const previews = data?.pages.flatMap(({ nodes }) => nodes) ?? [];
  const words = WORDS.preview;
  usePageTitle(WORDS.frame.previews);
  return (
    <div className="page stack">
      <section aria-labelledby="previews">
        <div className="page-head">
          <h1 id="previews">{WORDS.frame.previews}</h1>
          <p>{words.previewsExplain}</p>
          {mayAll && (
            <Segments
              label={words.whose}
              value={all ? 'all' : 'mine'}
              options={[
                ['mine', words.mine],
                ['all', words.all],
              ]}
              onChange={(whose) => void navigate({ search: whose === 'all' ? { all: true } : {} })}
            />
          )}
        </div>
        {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
        {data && previews.length === 0 && (
          <Empty heading={words.none}>
            <p>{words.noneHint}</p>
          </Empty>
        )}
        {previews.length > 0 && <PreviewTable previews={previews} />}
        <ShowMore list={list} />
      </section>
      {mayAll && <SiteAsOf />}
    </div>
  );
}

function PreviewTable({ previews }: { readonly previews: readonly PreviewLinkFragment[] }) {
  const viewer = useViewer();
  const words = WORDS.preview;
  return (
    <table className="table previews">
      <caption className="hidden">{words.working}</caption>
      <thead>
        <tr>
          <th scope="col">{words.columns.what}</th>
          <th scope="col">{words.columns.by}</th>
          <th scope="col">{words.columns.made}</th>
          <th scope="col">{words.columns.until}</th>
          <th scope="col">
            <span className="hidden">{words.columns.act}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {previews.map((preview) => (
          <tr key={preview.id}>
            <th scope="row">
              <Shown preview={preview} />
            </th>
            <td data-label={words.columns.by}>{preview.by.id === viewer.id ? WORDS.you : preview.by.name}</td>
            <td data-label={words.columns.made}>
              <Moment at={preview.createdAt} />
            </td>
            <td data-label={words.columns.until}>
              <Moment at={preview.expiresAt} />
            </td>
            <td className="end">
              <RevokePreview id={preview.id} name={nameOf(preview)} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const nameOf = ({ article, revision }: PreviewLinkFragment): string =>
  revision?.title ?? article?.working.title ?? WORDS.preview.site;

function Shown({ preview }: { readonly preview: PreviewLinkFragment }) {
  const { full } = useTimes();
  const { article, revision, asOf } = preview;
  const words = WORDS.preview;
  if (asOf) {
    return (
      <>
        <p>{words.site}</p>
        <span className="sub">{words.asOf(full(asOf))}</span>
      </>
    );
  }
  const title = nameOf(preview);
  return (
    <>
      <Title text={title}>
        {article ? (
          <Link
            to="/articles/$articleId/preview"
            params={{ articleId: article.id }}
            search={{ revision: revision?.number }}
          >
            {title}
          </Link>
        ) : (
          title
        )}
      </Title>
      {revision && <span className="sub">{WORDS.Revision(revision.number)}</span>}
    </>
  );
}

/** Creates a preview of the whole site at an instant, past or future. */
function SiteAsOf() {
  const { full, zone } = useTimes();
  const [moment, setMoment] = useState(() => momentAt(serverNow(), zone));
  const at = instantIn(moment, zone);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const words = WORDS.preview;
  return (
    <section className="site-as-of" aria-labelledby="as-of">
      <div className="section-head">
        <h2 id="as-of">{words.siteHeading}</h2>
      </div>
      <p className="quiet">{words.siteExplain}</p>
      <MomentField
        value={moment}
        onChange={setMoment}
        problem={isSubmitted ? missingIn(moment, zone) : undefined}
      />
      <NewPreview
        of={at === undefined ? undefined : { asOf: at }}
        shows={at === undefined ? words.theSite : words.siteAt(full(at))}
        onIncomplete={() => setIsSubmitted(true)}
      />
    </section>
  );
}
