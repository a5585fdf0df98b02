// Unsaved text, kept in this browser: an entry for each viewer, article and tab, so that no tab overwrites another's.
import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore } from 'idb';
import type { DraftBase, DraftContent } from './draft-content.js';

export interface KeptDraft {
  readonly viewerId: string;
  /** Its id; of an article that was never saved, NEW_ARTICLE. */
  readonly articleKey: string;
  readonly tabId: string;
  /** undefined: a new article. */
  readonly base: DraftBase | undefined;
  readonly content: DraftContent;
  /** When the tab had last kept it on the server too, by the server's clock: that is an earlier state of this text. */
  readonly autosavedAt: string | undefined;
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly at: number;
}

/** The key of every article that has no id yet. */
export const NEW_ARTICLE = 'new';

type Key = [viewerId: string, articleKey: string, tabId: string];

interface Schema extends DBSchema {
  drafts: { key: Key; value: KeptDraft };
}

const DATABASE = 'copydesk.drafts';

export interface DraftStore {
  put(draft: KeptDraft): Promise<void>;
  remove(draft: Pick<KeptDraft, 'viewerId' | 'articleKey' | 'tabId'>): Promise<void>;
  /** Those of an article, latest first. */
  of(viewerId: string, articleKey: string): Promise<KeptDraft[]>;
}

let database: Promise<IDBPDatabase<Schema>> | undefined;

function open(): Promise<IDBPDatabase<Schema>> {
  database ??= openDB<Schema>(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore('drafts', { keyPath: ['viewerId', 'articleKey', 'tabId'] }),
    // Another version of the desk wants it: the next write opens it anew.
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
 * Commits without waiting for what the request says: a transaction whose page has gone before it was told to commit is thrown
 * away, and with it the last letters of somebody who closes the tab.
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
