// Unsaved text, kept in this browser: an entry for each viewer, article and tab, so that no tab overwrites another's.
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
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

export const draftStore: DraftStore = {
  put: async (draft) => {
    await (await open()).put('drafts', draft);
  },
  remove: async ({ viewerId, articleKey, tabId }) => {
    await (await open()).delete('drafts', [viewerId, articleKey, tabId]);
  },
  of: async (viewerId, articleKey) => {
    const from: Key = [viewerId, articleKey, ''];
    const to: Key = [viewerId, articleKey, '\uffff'];
    const drafts = await (await open()).getAll('drafts', IDBKeyRange.bound(from, to));
    return drafts.sort((a, b) => b.at - a.at);
  },
};
