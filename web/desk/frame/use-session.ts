import { useSyncExternalStore } from 'react';
import { session, type SessionState, type Viewer } from '../api/session.js';

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);

/** For components below the signed-in route. */
export function useViewer(): Viewer {
  const state = useSession();
  // Right after a sign-out there is none, until the sign-in page has loaded.
  return 'viewer' in state ? state.viewer : { id: '', name: '', email: null, role: 'WRITER', author: null };
}

export const isEditor = ({ role }: Pick<Viewer, 'role'>): boolean => role !== 'WRITER';
