// The article's text, read-only: it is in review, or the viewer may not edit it.
import type { DraftContent } from '../../drafts/draft-content.js';
import { WORDS } from '../../words/words.js';
import { ReaderPreview } from './reader-preview.js';
import type { WrittenArticle } from './write.data.js';

interface NotEditingProps {
  readonly article: WrittenArticle;
  readonly content: DraftContent;
  readonly onEdit: () => void;
}

export const editOption = (article: WrittenArticle) =>
  article.transitions.find(({ name }) => name === 'EDIT');

export function NotEditing({ article, content, onEdit }: NotEditingProps) {
  const option = editOption(article);
  const { write } = WORDS;
  return (
    <>
      {option?.allowed ? (
        <div className="notice">
          <p>
            <strong>{write.inReview}</strong> {write.inReviewExplain}
          </p>
          <p className="acts">
            <button className="button" type="button" onClick={onEdit}>
              {write.edit}
            </button>
          </p>
        </div>
      ) : (
        <div className="notice">
          <p>
            <strong>{write.readOnly}</strong>
          </p>
          {option?.blockedBy.map(({ code, message, remedy }) => (
            <p key={`${code} ${message}`}>
              {message} {remedy}
            </p>
          ))}
        </div>
      )}
      <div className="sheet">
        <ReaderPreview articleId={article.id} content={content} />
      </div>
    </>
  );
}
