// The mutations that move an entry of the calendar, and their inverse.
import { request } from '../../api/request.js';
import {
  MoveEndDocument,
  MoveScheduleDocument,
  type CalendarItemFragment,
} from '../../generated/operations.js';

/** Whether an entry is in the future: only such entries can be moved. */
export const isComing = ({ at }: Pick<CalendarItemFragment, 'at'>, now: Date): boolean =>
  Date.parse(at) > now.getTime();

export const keyOf = ({ kind, publication }: CalendarItemFragment): string => `${kind} ${publication.id}`;

/** @returns the inverse. @throws ApiError, OfflineError */
export async function moveEntry(
  entry: CalendarItemFragment,
  at: string,
  now: Date,
): Promise<() => Promise<void>> {
  const version = await place(entry, entry.article.version, at, now);
  return async () => {
    await place(entry, version, entry.at, now);
  };
}

/** @returns the article's new version */
async function place(
  { kind, article, publication }: CalendarItemFragment,
  version: number,
  at: string,
  now: Date,
): Promise<number> {
  const subject = { articleId: article.id, version };
  const isLive = Date.parse(publication.liveFrom) <= now.getTime();
  if (kind === 'COMES_DOWN' && isLive) {
    const { setPublicationEnd } = await request(MoveEndDocument, { input: { ...subject, until: at } });
    return setPublicationEnd?.article.version ?? version;
  }
  // Without `until`, a scheduled publication keeps its end.
  const period = kind === 'GOES_LIVE' ? { at } : { at: publication.liveFrom, until: at };
  const { scheduleArticle } = await request(MoveScheduleDocument, {
    input: { ...subject, revisionId: publication.revision.id, ...period },
  });
  return scheduleArticle?.article.version ?? version;
}
