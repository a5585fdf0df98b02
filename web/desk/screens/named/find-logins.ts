import { request } from '../../api/request.js';
import { FindLoginsDocument, type LoginFragment } from '../../generated/operations.js';

/** People who may sign in, by beginnings of words of their name or byline. For editors. */
export const findLogins = async (search: string, signal: AbortSignal): Promise<readonly LoginFragment[]> =>
  (await request(FindLoginsDocument, { search }, { signal })).people.nodes;
