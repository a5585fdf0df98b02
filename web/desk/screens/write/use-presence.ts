// Announces that the viewer is editing an article. The response also shows whether the article has changed.
import { useEffect } from 'react';
import { queryClient } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { SetEditingDocument } from '../../generated/operations.js';

/** The API forgets an announcement after two minutes. */
const ANNOUNCE_MS = 60_000;

const announceEditing = (articleId: string, editing: boolean) =>
  request(SetEditingDocument, { input: { articleId, editing } }, { keepalive: !editing });

/** @param articleId undefined where nothing is announced */
export function usePresence(articleId: string | undefined): void {
  useEffect(() => {
    if (articleId === undefined) return;
    let version: number | undefined;
    const announce = () =>
      announceEditing(articleId, true)
        .then(({ setEditing }) => {
          const isNew = version !== undefined && version !== setEditing?.article.version;
          version = setEditing?.article.version;
          if (isNew) void queryClient.invalidateQueries({ queryKey: ['write'] });
        })
        // The next announcement may succeed.
        .catch(() => undefined);
    const leave = () => void announceEditing(articleId, false).catch(() => undefined);
    void announce();
    const interval = setInterval(() => void announce(), ANNOUNCE_MS);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(interval);
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [articleId]);
}
