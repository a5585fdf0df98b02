// Tags and authors are compiled alike: each has a name, a slug and the list of its live articles. Where they differ is here.
import type { Relations } from '../compiler/perspective.js';

export interface NamedKind {
  readonly type: 'Tag' | 'Author';
  readonly relation: keyof Relations & ('tags' | 'authors');
  /** The kind under which their slugs are claimed. */
  readonly slugs: 'tag' | 'author';
  readonly text: 'description' | 'bio';
}

export const TAGS: NamedKind = { type: 'Tag', relation: 'tags', slugs: 'tag', text: 'description' };
export const AUTHORS: NamedKind = { type: 'Author', relation: 'authors', slugs: 'author', text: 'bio' };
