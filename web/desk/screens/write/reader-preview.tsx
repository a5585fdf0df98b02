// The text as readers would get it, rendered by the server.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { queryOf } from '../../api/query-client.js';
import type { DraftContent } from '../../drafts/draft-content.js';
import { RenderBodyDocument } from '../../generated/operations.js';
import { ErrorNotice } from '../../parts/notices.js';
import { ReaderHtml } from '../../parts/reader-html.js';
import { listOf } from '../../words/format.js';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';

/** Short, since each pause in typing renders another text. */
const RENDERED_GC_MS = 30_000;

export const useRendered = (articleId: string | undefined, markdown: string, isWanted: boolean) =>
  useQuery({
    ...queryOf('render', RenderBodyDocument, { markdown, articleId: articleId ?? null }),
    enabled: isWanted,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: RENDERED_GC_MS,
  });

interface ReaderPreviewProps {
  readonly articleId: string | undefined;
  readonly content: DraftContent;
}

export function ReaderPreview({ articleId, content }: ReaderPreviewProps) {
  const { data, error, refetch } = useRendered(articleId, content.body, true);
  const { title, subtitle, authors } = content;
  const { write } = WORDS;
  const removed = data?.renderBody.removed ?? [];
  return (
    <>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {removed.length > 0 && <p className="notice">{write.removed(listOf(removed))}</p>}
      <div className="reading">
        <p className="reading-title" {...scriptOf(title)}>
          {title}
        </p>
        {subtitle !== '' && <p {...scriptOf(subtitle)}>{subtitle}</p>}
        {authors.length > 0 && <p className="byline">{write.by(listOf(authors.map(({ name }) => name)))}</p>}
      </div>
      {data ? (
        <ReaderHtml html={data.renderBody.html} label={write.preview} />
      ) : (
        !error && <p className="quiet">{write.rendering}</p>
      )}
    </>
  );
}
