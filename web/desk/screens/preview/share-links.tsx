// Creates preview links of the article, and lists those that are valid.
import { useNewsroom } from '../../frame/newsroom.js';
import { useViewer } from '../../frame/use-session.js';
import type { PreviewLinkFragment } from '../../generated/operations.js';
import { Moment } from '../../parts/text.js';
import { WORDS } from '../../words/words.js';
import { NewPreview } from '../previews/new-preview.js';
import { RevokePreview } from '../previews/revoke-preview.js';
import { isSitePreview } from '../previews/site-previews.js';

interface ShareLinksProps {
  readonly articleId: string;
  readonly revision: { readonly id: string; readonly number: number } | undefined;
  readonly previews: readonly PreviewLinkFragment[];
}

export function ShareLinks({ articleId, revision, previews }: ShareLinksProps) {
  const { hasSitePreview } = useNewsroom();
  const words = WORDS.preview;
  return (
    <aside className="share" aria-labelledby="share">
      <div className="section-head">
        <h2 id="share">{words.shareHeading}</h2>
      </div>
      {hasSitePreview && <p className="quiet">{words.shareExplain}</p>}
      {revision && (
        <NewPreview of={{ articleId, revisionId: revision.id }} shows={WORDS.revision(revision.number)} />
      )}
      <h3>{words.working}</h3>
      {previews.length === 0 ? (
        <p className="quiet">{words.noneOfArticle}</p>
      ) : (
        <ul>
          {previews.map((preview) => (
            <SharedPreview key={preview.id} preview={preview} />
          ))}
        </ul>
      )}
    </aside>
  );
}

function SharedPreview({ preview }: { readonly preview: PreviewLinkFragment }) {
  const viewer = useViewer();
  const words = WORDS.preview;
  const { id, by, revision, expiresAt } = preview;
  const name = revision ? WORDS.Revision(revision.number) : words.aRevision;
  return (
    <li>
      <p>{name}</p>
      <p className="dotted quiet small">
        <span>{words.by(by.id === viewer.id ? WORDS.you : by.name)}</span>
        <span>
          {words.until} <Moment at={expiresAt} />
        </span>
        {isSitePreview(id) && <span>{words.forThisPage}</span>}
        <span>
          <RevokePreview id={id} name={name} />
        </span>
      </p>
    </li>
  );
}
