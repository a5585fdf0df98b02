// Tags and authors are read alike: each has a name, a slug and an archive, the list of its live articles. Where they
// differ is here.
import type { Relations } from '../viewpoint.js';

export interface ArchiveKind {
  readonly type: 'Tag' | 'Author';
  readonly relation: keyof Relations & ('tags' | 'authors');
  /** What their slugs are filed under. */
  readonly slugs: 'tag' | 'author';
  readonly text: 'description' | 'bio';
}

export const TAGS: ArchiveKind = { type: 'Tag', relation: 'tags', slugs: 'tag', text: 'description' };
export const AUTHORS: ArchiveKind = { type: 'Author', relation: 'authors', slugs: 'author', text: 'bio' };
