// The previews that this page has made for showing the public site to the viewer; one may have a hundred that work, so that
// whoever looks at the same revision again gets the same one.
import { request } from '../../api/request.js';
import { CreatePreviewDocument, type MadePreviewFragment } from '../../generated/operations.js';

const HOUR_S = 3_600;
/** A page that is opened shortly before its end would soon show nothing. */
const MARGIN_MS = 300_000;

const byRevision = new Map<string, { readonly made: MadePreviewFragment; readonly since: number }>();

/** Where the site shows a revision. @throws ApiError, OfflineError */
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

/** Whether the desk made it for its own page, and nobody has its link. */
export const isSitePreview = (id: string): boolean =>
  [...byRevision.values()].some(({ made }) => made.preview.id === id);

/** After it was revoked. */
export function forgetSitePreview(id: string): void {
  for (const [revisionId, { made }] of byRevision) {
    if (made.preview.id === id) byRevision.delete(revisionId);
  }
}
