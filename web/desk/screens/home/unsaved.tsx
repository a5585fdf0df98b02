// Text of the viewer's that was kept, and never saved as a revision: it is offered, and thrown away only after a question.
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { invalidateAll } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { DiscardAutosaveDocument, type UnsavedFragment } from '../../generated/operations.js';
import { Confirm } from '../../parts/dialog.js';
import { ErrorNotice } from '../../parts/notices.js';
import { Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { scriptOf } from '../../words/script-of.js';

type Article = UnsavedFragment['unsaved']['nodes'][number];

export function UnsavedNotices({ unsaved }: UnsavedFragment) {
  return unsaved.nodes.map((article) =>
    article.autosave === null ? null : (
      <UnsavedNotice
        key={article.id}
        article={article}
        savedAt={article.autosave.savedAt}
        title={article.autosave.title || article.working.title}
      />
    ),
  );
}

interface UnsavedNoticeProps {
  readonly article: Article;
  readonly savedAt: string;
  readonly title: string;
}

function UnsavedNotice({ article, savedAt, title }: UnsavedNoticeProps) {
  const [isAsking, setIsAsking] = useState(false);
  const discard = useMutation({
    mutationFn: () => request(DiscardAutosaveDocument, { input: { articleId: article.id } }),
    scope: { id: article.id },
    onSuccess: invalidateAll,
    onSettled: () => setIsAsking(false),
  });
  const { home } = WORDS;
  return (
    <div className="notice">
      <p>
        <strong>{home.unsaved}</strong>{' '}
        <span className="serif" {...scriptOf(title)}>
          {title}
        </span>
        , {home.from} <Moment at={savedAt} />.
      </p>
      {discard.isError && <ErrorNotice error={discard.error} />}
      <p className="buttons">
        <Link className="button" to="/articles/$articleId/write" params={{ articleId: article.id }}>
          {home.open}
        </Link>{' '}
        <button className="button plain" type="button" onClick={() => setIsAsking(true)}>
          {home.throwAway}…
        </button>
      </p>
      {isAsking && (
        <Confirm
          heading={home.throwAwayHeading}
          act={home.throwAway}
          isBusy={discard.isPending}
          onConfirm={() => discard.mutate()}
          onClose={() => setIsAsking(false)}
        >
          <p>
            {home.throwAwayHint(title)} <Moment at={savedAt} />.
          </p>
        </Confirm>
      )}
    </div>
  );
}
