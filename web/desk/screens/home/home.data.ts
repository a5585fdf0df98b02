import { queryOptions } from '@tanstack/react-query';
import { queryOf } from '../../api/query-client.js';
import { request } from '../../api/request.js';
import { serverNow } from '../../frame/newsroom.js';
import { HomeEditorDocument, HomeWriterDocument } from '../../generated/operations.js';

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

export const homeWriterQuery = (me: string) => queryOf('home', HomeWriterDocument, { me });

/** The times are computed for each request, and not part of the key. */
export const homeEditorQuery = (me: string) =>
  queryOptions({
    queryKey: ['home', 'editor', me] as const,
    queryFn: ({ signal }) => {
      const now = serverNow();
      const at = (offset: number) => new Date(now.getTime() + offset).toISOString();
      const variables = {
        me,
        now: at(0),
        tomorrow: at(DAY_MS),
        yesterday: at(-DAY_MS),
        lastWeek: at(-WEEK_MS),
      };
      return request(HomeEditorDocument, variables, { signal });
    },
  });
