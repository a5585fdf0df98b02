// Wraps all screens of a signed-in viewer: the palette, the keys of the whole desk, and the announcement of a new page.
import { Outlet, useNavigate, useRouter } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useState } from 'react';
import { hasMod, onPalette, suspendKeys, useKeys } from './keys.js';
// Not loaded lazily: what is typed right after the key would go to the page.
import { Palette } from './palette.js';
import { PLACE_KEYS, usePlaces } from './places.js';

const KeysHelp = lazy(() => import('./keys-help.js').then(({ KeysHelp }) => ({ default: KeysHelp })));

export function SignedIn() {
  const [open, setOpen] = useState<'palette' | 'keys'>();
  const navigate = useNavigate();
  const places = usePlaces().flat();

  useEffect(() => onPalette(() => setOpen('palette')), []);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // In the editor ⌘K makes a link.
      if (event.defaultPrevented || !hasMod(event) || event.key.toLowerCase() !== 'k') return;
      if (document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      setOpen('palette');
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);

  useKeys({
    ...Object.fromEntries(
      places.flatMap(({ to }) => {
        const key = PLACE_KEYS[to];
        return key === undefined ? [] : [[`g ${key}`, () => void navigate({ to })]];
      }),
    ),
    c: () => void suspendKeys(navigate({ to: '/articles/new' })),
    '?': () => setOpen('keys'),
  });

  return (
    <>
      <Outlet />
      <PageAnnouncement />
      {open === 'palette' && <Palette onClose={() => setOpen(undefined)} onKeys={() => setOpen('keys')} />}
      <Suspense>{open === 'keys' && <KeysHelp onClose={() => setOpen(undefined)} />}</Suspense>
    </>
  );
}

/** Screen readers announce a page load, but not a client-side navigation. */
function PageAnnouncement() {
  const router = useRouter();
  const [title, setTitle] = useState('');
  useEffect(
    () =>
      router.subscribe('onRendered', ({ pathChanged }) => {
        if (pathChanged) setTitle(document.title);
      }),
    [router],
  );
  return (
    <p className="hidden" role="status">
      {title}
    </p>
  );
}
