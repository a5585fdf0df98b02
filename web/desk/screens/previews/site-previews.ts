// The previews that this page has created to show the public site in a frame. One for each revision is reused, since a user may
// have only a hundred.
import { request } from '../../api/request.js';
import { CreatePreviewDocument, type MadePreviewFragment } from '../../generated/operations.js';

const HOUR_S = 3_600;
/** A preview this close to its end would expire while it is shown. */
const MARGIN_MS = 300_000;

const byRevision = new Map<string, { readonly made: MadePreviewFragment; readonly since: number }>();

/** @throws ApiError, OfflineError */
export async function sitePreviewOf(
  articleId: string,
  revisionId: string,
): Promise<MadePreviewFragment | undefined> {
  const known = byRevision.get(revisionId);
  if (known && performance.now() - known.since < HOUR_S * 1000 - MARGIN_MS) return known.made;
  const input = { articleId, revisionId, expiresInSeconds: HOUR_S };
  const { createPreview: made } = await request(CreatePreviewDocument, { input });
  if (!made) return undefined;
  byRevision.set(revisionId, { made, since: performance.now() });
  return made;
}

/** Whether the preview was created for the frame: nobody has its link. */
export const isSitePreview = (id: string): boolean =>
  [...byRevision.values()].some(({ made }) => made.preview.id === id);

/** Called after the preview was revoked. */
export function forgetSitePreview(id: string): void {
  for (const [revisionId, { made }] of byRevision) {
    if (made.preview.id === id) byRevision.delete(revisionId);
  }
}
