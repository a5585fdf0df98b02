// The entries of the navigation, by what the viewer may open, and their keys.
import { useQuery } from '@tanstack/react-query';
import { WORDS } from '../words/words.js';
import { frameQuery } from './newsroom.js';
import { isEditor, useViewer } from './use-session.js';

export interface Place {
  readonly to:
    '/' | '/queue' | '/articles' | '/calendar' | '/tags' | '/authors' | '/people' | '/previews' | '/settings';
  readonly name: string;
  /** The number of articles that wait there. */
  readonly count?: number | undefined;
}

/** The second key, after `g`. */
export const PLACE_KEYS: Readonly<Partial<Record<Place['to'], string>>> = {
  '/': 'h',
  '/queue': 'q',
  '/articles': 'a',
  '/calendar': 'c',
  '/tags': 't',
};

/** Two groups: those used daily, and the others. */
export function usePlaces(): readonly [daily: readonly Place[], others: readonly Place[]] {
  const viewer = useViewer();
  const waiting = useQuery(frameQuery).data?.waiting.totalCount;
  const { frame } = WORDS;
  const queue: Place = { to: '/queue', name: frame.queue, count: waiting };
  const people: Place = { to: '/people', name: frame.people };
  return [
    [
      { to: '/', name: frame.home },
      ...(isEditor(viewer) ? [queue] : []),
      { to: '/articles', name: frame.articles },
      { to: '/calendar', name: frame.calendar },
    ],
    [
      { to: '/tags', name: frame.tags },
      { to: '/authors', name: frame.authors },
      { to: '/previews', name: frame.previews },
      ...(viewer.role === 'ADMIN' ? [people] : []),
      { to: '/settings', name: frame.settings },
    ],
  ];
}
