// The layout of most screens: a navigation rail and a page. On a phone the rail is a bar above and tabs below.
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { session } from '../api/session.js';
import { Dialog } from '../parts/dialog.js';
import { messageOf } from '../parts/notices.js';
import { toast } from '../parts/toasts.js';
import { number } from '../words/format.js';
import { WORDS } from '../words/words.js';
import { FindButton } from './find-button.js';
import { usePlaces, type Place } from './places.js';
import { useViewer } from './use-session.js';

export function DeskFrame() {
  const viewer = useViewer();
  const [daily, others] = usePlaces();
  const [showsMore, setShowsMore] = useState(false);
  const { frame } = WORDS;
  return (
    <div className="desk">
      <a className="skip" href="#main">
        {WORDS.skip}
      </a>
      <header className="rail">
        <Link className="wordmark" to="/">
          {WORDS.product}
        </Link>
        <FindButton />
        <nav aria-label={frame.nav}>
          <Places places={daily} />
          <Places places={others} />
          <button className="more" type="button" aria-haspopup="dialog" onClick={() => setShowsMore(true)}>
            {frame.more}
          </button>
        </nav>
        <div className="me wide-only">
          <p>
            {viewer.name} <span>{WORDS.roles[viewer.role]}</span>
          </p>
          <SignOutButton className="link" />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {showsMore && (
        <Dialog heading={`${viewer.name}, ${WORDS.roles[viewer.role]}`} onClose={() => setShowsMore(false)}>
          <nav aria-label={frame.more} className="more-places" onClick={() => setShowsMore(false)}>
            <Places places={others} />
            <SignOutButton className="button" />
          </nav>
        </Dialog>
      )}
    </div>
  );
}

const Places = ({ places }: { readonly places: readonly Place[] }) => (
  <ul>
    {places.map(({ to, name, count }) => (
      <li key={to}>
        <Link to={to} activeOptions={{ exact: to === '/', includeSearch: false }}>
          <span>{to === '/queue' ? <QueueName /> : name}</span>
          {count !== undefined && count > 0 && <span className="count num">{number(count)}</span>}
        </Link>
      </li>
    ))}
  </ul>
);

/** A phone's tab shows the second word only. */
function QueueName() {
  const [first, second] = WORDS.frame.queueInTwo;
  return (
    <>
      <span className="long">{first}</span>
      {second}
    </>
  );
}

function SignOutButton({ className }: { readonly className: string }) {
  const signOut = () => session.signOut().catch((error: unknown) => toast(messageOf(error)));
  return (
    <button className={className} type="button" onClick={() => void signOut()}>
      {WORDS.frame.signOut}
    </button>
  );
}
