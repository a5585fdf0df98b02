// What tags and authors have in common, so that one screen serves both.
import type { Viewer } from '../../api/session.js';
import type { WORDS } from '../../words/words.js';

export interface Named {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  /** A tag's description, an author's bio. */
  readonly text: string | null;
  readonly articleCount: number;
  /** An author's login. */
  readonly user?: { readonly id: string; readonly name: string } | null;
}

/** Absent fields are unchanged. */
export interface NamedChanges {
  readonly name?: string;
  /** null: made from the name. */
  readonly slug?: string | null;
  readonly text?: string;
  readonly userId?: string | null;
}

export type NewNamed = NamedChanges & { readonly name: string };

/** The differences between tags and authors. */
export interface NamedKind {
  readonly is: 'tags' | 'authors';
  readonly words: (typeof WORDS)['tags' | 'authors'];
  /** The input's name for `text`. */
  readonly textField: 'description' | 'bio';
  readonly create: (fields: NewNamed) => Promise<Named | undefined>;
  readonly update: (id: string, changes: NamedChanges) => Promise<Named | undefined>;
  readonly merge: (fromId: string, intoId: string) => Promise<unknown>;
  readonly remove: (id: string) => Promise<unknown>;
  readonly find: (search: string, signal: AbortSignal) => Promise<readonly Named[]>;
  readonly mayCreate: (viewer: Viewer) => boolean;
  readonly mayChange: (viewer: Viewer, named: Named) => boolean;
  /** The filter of the articles that use it. */
  readonly articlesOf: (named: Named) => { readonly tag: string } | { readonly author: string };
}

export interface NamedProps {
  readonly kind: NamedKind;
  readonly named: Named;
}
