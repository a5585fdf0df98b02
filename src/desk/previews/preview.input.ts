// What a preview can be of: one article, or the site as of an instant. Everything that is wrong with the combination is reported.
import * as z from 'zod';

const MAX_LIFETIME_SECONDS = 604_800;

export const previewInput = z
  .object({
    articleId: z.string().nullish(),
    revisionId: z.string().nullish(),
    asOf: z.date().nullish(),
    expiresInSeconds: z.int().min(1, lifetime()).max(MAX_LIFETIME_SECONDS, lifetime()),
  })
  .superRefine(({ articleId, revisionId, asOf }, { addIssue }) => {
    const addError = (field: string, message: string) => addIssue({ code: 'custom', path: [field], message });
    if ((articleId == null) === (asOf == null)) {
      addError('articleId', 'Give either articleId or asOf.');
      addError('asOf', 'Give either articleId or asOf.');
    }
    if (revisionId != null && articleId == null) {
      addError('revisionId', 'revisionId needs the articleId of its article.');
    }
  });

function lifetime(): string {
  return `expiresInSeconds may be 1 to ${MAX_LIFETIME_SECONDS}.`;
}
