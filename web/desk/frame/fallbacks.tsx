// Shown in place of a screen: while it loads, after an error, and for an unknown address.
import { Link, useRouter } from '@tanstack/react-router';
import { ApiError } from '../api/errors.js';
import { usePageTitle } from './page-title.js';
import { ErrorNotice } from '../parts/notices.js';
import { WORDS } from '../words/words.js';

export const Pending = () => (
  <div className="page" role="status">
    <p className="quiet">{WORDS.loading}…</p>
  </div>
);

export function ScreenError({ error }: { readonly error: unknown }) {
  const router = useRouter();
  if (error instanceof ApiError && error.code === 'NOT_FOUND') return <NotFound />;
  return (
    <div className="page">
      <ErrorNotice error={error} heading={WORDS.errors.screen} onRetry={() => void router.invalidate()} />
    </div>
  );
}

export function NotFound() {
  usePageTitle(WORDS.errors.notFound);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{WORDS.errors.notFound}</h1>
      </div>
      <p>{WORDS.errors.notFoundHint}</p>
      <p className="after">
        <Link className="button" to="/">
          {WORDS.errors.goHome}
        </Link>
      </p>
    </div>
  );
}
