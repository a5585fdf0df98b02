// Notices of the viewer's autosaves that were not saved as revisions: to open them, or to discard them after a confirmation.
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
  const [isConfirming, setIsConfirming] = useState(false);
  const discard = useMutation({
    mutationFn: () => request(DiscardAutosaveDocument, { input: { articleId: article.id } }),
    scope: { id: article.id },
    onSuccess: invalidateAll,
    onSettled: () => setIsConfirming(false),
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
        <button className="button plain" type="button" onClick={() => setIsConfirming(true)}>
          {home.throwAway}…
        </button>
      </p>
      {isConfirming && (
        <Confirm
          heading={home.throwAwayHeading}
          act={home.throwAway}
          isBusy={discard.isPending}
          onConfirm={() => discard.mutate()}
          onClose={() => setIsConfirming(false)}
        >
          <p>
            {home.throwAwayHint(title)} <Moment at={savedAt} />.
          </p>
        </Confirm>
      )}
    </div>
  );
}
