// A transition of several articles in one document, with an alias for each. Each succeeds or fails independently.
import { ApiError } from '../../api/errors.js';
import { requestEach } from '../../api/request.js';
import type { GraphQLResult, Document } from '../../api/transport.js';
import type { ListedArticleFragment, TransitionReasonsFragment } from '../../generated/operations.js';

export type BulkArticle = Pick<ListedArticleFragment, 'id' | 'version' | 'working'> &
  TransitionReasonsFragment;

export type BulkTransition = 'APPROVE' | 'REQUEST_CHANGES' | 'SUBMIT' | 'WITHDRAW' | 'ARCHIVE' | 'REOPEN';

const MUTATIONS: Readonly<Record<BulkTransition, readonly [field: string, input: string]>> = {
  APPROVE: ['approveArticle', 'ApproveArticleInput'],
  REQUEST_CHANGES: ['requestChanges', 'TransitionInput'],
  SUBMIT: ['submitForReview', 'TransitionInput'],
  WITHDRAW: ['withdrawFromReview', 'TransitionInput'],
  ARCHIVE: ['archiveArticle', 'TransitionInput'],
  REOPEN: ['reopenArticle', 'TransitionInput'],
};

/** The result for one article. */
export type Outcome =
  { readonly isDone: true; readonly version: number } | { readonly isDone: false; readonly error: ApiError };

type Payload = { readonly article: { readonly version: number } } | null;
type Payloads = Readonly<Record<string, Payload | undefined>>;

/** The API limits the aliases of a document. */
const MAX_ARTICLES_PER_DOCUMENT = 50;

const aliasOf = (index: number): string => `a${index}`;

export function bulkDocument(name: BulkTransition, count: number): string {
  const [field, input] = MUTATIONS[name];
  const indexes = Array.from({ length: count }, (_, index) => index);
  const variables = indexes.map((index) => `$${aliasOf(index)}: ${input}!`).join(', ');
  const fields = indexes.map(
    (index) => `${aliasOf(index)}: ${field}(input: $${aliasOf(index)}) { article { id version } }`,
  );
  return `mutation Each(${variables}) { ${fields.join(' ')} }`;
}

/** @returns one outcome for each alias, in order */
export function outcomesIn({ data, errors }: GraphQLResult<Payloads>, count: number): Outcome[] {
  return Array.from({ length: count }, (_, index) => {
    const payload = data?.[aliasOf(index)];
    if (payload) return { isDone: true, version: payload.article.version };
    // An error without a path is about the whole document.
    const error = errors.find(({ path }) => path === undefined || path[0] === aliasOf(index));
    return { isDone: false, error: new ApiError(error ?? { message: '' }) };
  });
}

/** @throws OfflineError: the outcome of the articles is unknown then */
export async function makeEach(
  name: BulkTransition,
  articles: readonly BulkArticle[],
  note: string,
): Promise<ReadonlyMap<string, Outcome>> {
  const outcomes = new Map<string, Outcome>();
  for (let from = 0; from < articles.length; from += MAX_ARTICLES_PER_DOCUMENT) {
    const some = articles.slice(from, from + MAX_ARTICLES_PER_DOCUMENT);
    const text = bulkDocument(name, some.length);
    const document: Document<Payloads, Readonly<Record<string, unknown>>> = { toString: () => text };
    const inputs = some.map(({ id, version, working }) => ({
      articleId: id,
      version,
      ...(name === 'APPROVE' && { revisionId: working.id }),
      ...(note !== '' && { note }),
    }));
    const variables = Object.fromEntries(inputs.map((input, index) => [aliasOf(index), input]));
    const found = outcomesIn(await requestEach(document, variables), some.length);
    some.forEach(({ id }, index) => {
      const outcome = found[index];
      if (outcome !== undefined) outcomes.set(id, outcome);
    });
  }
  return outcomes;
}

/** Why it would be refused, by the transitions that the list has fetched. */
export const reasonAgainst = ({ transitions }: TransitionReasonsFragment, name: BulkTransition) =>
  transitions.find((option) => option.name === name)?.blockedBy[0]?.message;
