import { request } from '../../api/request.js';
import { isEditor } from '../../frame/use-session.js';
import {
  CreateAuthorDocument,
  DeleteAuthorDocument,
  FindAuthorsDocument,
  MergeAuthorsDocument,
  UpdateAuthorDocument,
} from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import type { NamedKind } from '../named/named.js';

export const AUTHOR_KIND: NamedKind = {
  is: 'authors',
  words: WORDS.authors,
  textField: 'bio',
  create: async ({ name, slug, text }) =>
    (await request(CreateAuthorDocument, { input: { name, slug, bio: text } })).payload?.named,
  update: async (id, { name, slug, text, userId }) =>
    (await request(UpdateAuthorDocument, { input: { id, name, slug, bio: text, userId } })).payload?.named,
  merge: (fromId, intoId) => request(MergeAuthorsDocument, { input: { fromId, intoId } }),
  remove: (id) => request(DeleteAuthorDocument, { input: { id } }),
  find: async (search, signal) => (await request(FindAuthorsDocument, { search }, { signal })).page.nodes,
  mayCreate: isEditor,
  // Everybody may change their own byline.
  mayChange: (viewer, { user }) => isEditor(viewer) || user?.id === viewer.id,
  articlesOf: ({ id }) => ({ author: id }),
};
