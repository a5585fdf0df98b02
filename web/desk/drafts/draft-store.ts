// Unsaved drafts in this browser's IndexedDB: an entry for each viewer, article and tab, so that no tab overwrites another's.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { DraftBase, DraftContent } from './draft-content.js';

export interface StoredDraft {
  readonly viewerId: string;
  /** The article's id, or NEW_ARTICLE. */
  readonly articleKey: string;
  readonly tabId: string;
  /** undefined: a new article. */
  readonly base: DraftBase | undefined;
  readonly content: DraftContent;
  /** The time of the tab's last autosave, by the server's clock: the autosave is an earlier state of this text. */
  readonly autosavedAt: string | undefined;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly at: number;
}

/** The key of every article that has no id yet. */
export const NEW_ARTICLE = 'new';

type Key = [viewerId: string, articleKey: string, tabId: string];

interface Schema extends DBSchema {
  drafts: { key: Key; value: StoredDraft };
}

const DATABASE = 'copydesk.drafts';

export interface DraftStore {
  put(draft: StoredDraft): Promise<void>;
  remove(draft: Pick<StoredDraft, 'viewerId' | 'articleKey' | 'tabId'>): Promise<void>;
  /** The drafts of an article, latest first. */
  of(viewerId: string, articleKey: string): Promise<StoredDraft[]>;
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: ['viewerId', 'articleKey', 'tabId'] }),
    // Another version of the desk wants to upgrade it: the next write opens it again.
    blocking: (_from, _to, event) => {
      (event.target as IDBDatabase).close();
      database = undefined;
    },
    terminated: () => (database = undefined),
  }).catch((error: unknown) => {
    database = undefined;
    throw error;
  });
  return database;
}

type WritableDrafts = IDBPObjectStore<Schema, ['drafts'], 'drafts', 'readwrite'>;

/**
 * Commits before the request succeeds: the browser drops a transaction that is not committed when the page goes, and with it the
 * last letters of somebody who closes the tab.
 */
async function write(request: (drafts: WritableDrafts) => Promise<unknown>): Promise<void> {
  const transaction = (await open()).transaction('drafts', 'readwrite', { durability: 'relaxed' });
  const written = request(transaction.store);
  transaction.commit();
  await Promise.all([written, transaction.done]);
}

export const draftStore: DraftStore = {
  put: (draft) => write((drafts) => drafts.put(draft)),
  remove: ({ viewerId, articleKey, tabId }) =>
    write((drafts) => drafts.delete([viewerId, articleKey, tabId])),
  of: async (viewerId, articleKey) => {
    const from: Key = [viewerId, articleKey, ''];
    const to: Key = [viewerId, articleKey, '\uffff'];
    const drafts = await (await open()).getAll('drafts', IDBKeyRange.bound(from, to));
    return drafts.sort((a, b) => b.at - a.at);
  },
};
