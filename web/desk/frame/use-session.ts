import { useSyncExternalStore } from 'react';
import { session, type SessionState, type Viewer } from '../api/session.js';

export const useSession = (): SessionState => useSyncExternalStore(session.subscribe, session.state);

/** Within the frame somebody is always signed in. */
export function useViewer(): Viewer {
  const state = useSession();
  // While the page leaves after a sign-out, the last viewer is gone already.
  return 'viewer' in state ? state.viewer : { id: '', name: '', email: null, role: 'WRITER', author: null };
}

export const isEditor = ({ role }: Pick<Viewer, 'role'>): boolean => role !== 'WRITER';
