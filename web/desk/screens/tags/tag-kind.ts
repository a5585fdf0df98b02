import { request } from '../../api/request.js';
import { isEditor } from '../../frame/use-session.js';
import {
  CreateTagDocument,
  DeleteTagDocument,
  FindTagsDocument,
  MergeTagsDocument,
  UpdateTagDocument,
} from '../../generated/operations.js';
import { WORDS } from '../../words/words.js';
import type { NamedKind } from '../named/named.js';

export const TAG_KIND: NamedKind = {
  is: 'tags',
  words: WORDS.tags,
  textField: 'description',
  create: async ({ name, slug, text }) =>
    (await request(CreateTagDocument, { input: { name, slug, description: text } })).payload?.named,
  update: async (id, { name, slug, text }) =>
    (await request(UpdateTagDocument, { input: { id, name, slug, description: text } })).payload?.named,
  merge: (fromId, intoId) => request(MergeTagsDocument, { input: { fromId, intoId } }),
  remove: (id) => request(DeleteTagDocument, { input: { id } }),
  find: async (search, signal) => (await request(FindTagsDocument, { search }, { signal })).page.nodes,
  mayCreate: () => true,
  mayChange: isEditor,
  articlesOf: ({ slug }) => ({ tag: slug }),
};
