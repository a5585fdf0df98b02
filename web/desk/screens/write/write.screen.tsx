// The write screen. A new article is created by its first save: the address changes, and the editor stays mounted.
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useCallback, useRef, useState } from 'react';
import { NotFound, Pending, ScreenError } from '../../frame/fallbacks.js';
import { ArticleFrame } from '../article/article-frame.js';
import { writeQuery, type WrittenArticle } from './write.data.js';
import { Writing } from './writing.js';

export function WriteScreen() {
  const { articleId } = useParams({ strict: false });
  const navigate = useNavigate();
  const opened = useRef<{ key: number; articleId: string | undefined; created?: string }>({
    key: 0,
    articleId,
  });
  if (opened.current.articleId !== articleId) {
    const { key, created } = opened.current;
    // Another article remounts the screen; the article that was created on it does not.
    const isCreatedHere = articleId !== undefined && articleId === created;
    opened.current = { key: isCreatedHere ? key : key + 1, articleId };
  }
  const onCreated = useCallback(
    (created: string) => {
      opened.current = { ...opened.current, created };
      const params = { articleId: created };
      void navigate({ to: '/articles/$articleId/write', params, replace: true, resetScroll: false });
    },
    [navigate],
  );
  return <OpenArticle key={opened.current.key} articleId={articleId} onCreated={onCreated} />;
}

interface OpenArticleProps {
  readonly articleId: string | undefined;
  readonly onCreated: (articleId: string) => void;
}

function OpenArticle({ articleId, onCreated }: OpenArticleProps) {
  const { data, error, isStale, isFetching } = useQuery({
    ...writeQuery(articleId ?? ''),
    enabled: articleId !== undefined,
  });
  const [isNew] = useState(articleId === undefined);
  const opened = useRef<WrittenArticle>(undefined);
  // Editing never begins with stale data while newer data is being fetched.
  if (data?.article && opened.current === undefined && !(isStale && isFetching))
    opened.current = data.article;
  if (isNew) return <Writing opened={undefined} article={data?.article ?? undefined} onCreated={onCreated} />;
  if (opened.current !== undefined) {
    return (
      <Writing opened={opened.current} article={data?.article ?? opened.current} onCreated={onCreated} />
    );
  }
  return (
    <ArticleFrame tab="write" articleId={articleId ?? ''}>
      <main id="main" tabIndex={-1}>
        {error ? <ScreenError error={error} /> : data?.article === null ? <NotFound /> : <Pending />}
      </main>
    </ArticleFrame>
  );
}
