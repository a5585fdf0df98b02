// A revision on the public site, in a frame. The site has another origin, so its scripts cannot reach the desk.
import { useEffect, useState } from 'react';
import { ErrorNotice } from '../../parts/notices.js';
import { WORDS } from '../../words/words.js';
import { sitePreviewOf } from '../previews/site-previews.js';

const SANDBOX = 'allow-scripts allow-same-origin allow-forms allow-popups';

interface SiteFrameProps {
  readonly articleId: string;
  readonly revision: { readonly id: string; readonly number: number };
}

export function SiteFrame({ articleId, revision }: SiteFrameProps) {
  const [url, setUrl] = useState<string | null>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);
  const words = WORDS.preview;
  useEffect(() => {
    let isShown = true;
    setUrl(undefined);
    setError(undefined);
    sitePreviewOf(articleId, revision.id).then(
      (made) => isShown && setUrl(made?.url ?? null),
      (refusal: unknown) => isShown && setError(refusal),
    );
    return () => {
      isShown = false;
    };
  }, [articleId, revision.id, attempt]);
  if (error !== undefined) {
    return (
      <ErrorNotice
        error={error}
        heading={words.siteFailed}
        onRetry={() => setAttempt((attempts) => attempts + 1)}
      />
    );
  }
  if (!url) return <div className="site-frame" aria-busy="true" />;
  return (
    <>
      <p className="dotted quiet small">
        <span>{words.siteShows}</span>
        <span>
          <a href={url} target="_blank" rel="noreferrer">
            {words.openNew}
          </a>
        </span>
      </p>
      <iframe
        className="site-frame"
        src={url}
        title={words.frameTitle(revision.number)}
        sandbox={SANDBOX}
        referrerPolicy="no-referrer"
      />
    </>
  );
}
