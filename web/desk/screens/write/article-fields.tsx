// The fields beside the text, each with a hint of what readers get where it is empty.
import { request } from '../../api/request.js';
import {
  CreateTagHereDocument,
  AuthorChoicesDocument,
  TagChoicesDocument,
} from '../../generated/operations.js';
import { TextField } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';
import { problemOf, type FieldsProps } from './field-problems.js';
import { NamesField } from './names-field.js';
import { SearchFields } from './search-fields.js';

const findAuthors = async (search: string, signal: AbortSignal) =>
  (await request(AuthorChoicesDocument, { search }, { signal })).authors.nodes;

const findTags = async (search: string, signal: AbortSignal) =>
  (await request(TagChoicesDocument, { search }, { signal })).tags.nodes;

const createTag = async (name: string) =>
  (await request(CreateTagHereDocument, { input: { name } })).createTag?.tag;

export function ArticleFields({ state, onChange, onBlur }: FieldsProps) {
  const { content, articleId } = state;
  const { write } = WORDS;
  return (
    <>
      <TextField
        label={write.subtitle}
        className="serif"
        rows={1}
        value={content.subtitle}
        hint={content.subtitle === '' && write.subtitleEmpty}
        problem={problemOf('subtitle', state)}
        onChange={(event) => onChange({ subtitle: event.target.value })}
        onBlur={onBlur}
      />
      <TextField
        label={write.excerpt}
        className="serif"
        rows={3}
        value={content.excerpt}
        hint={content.excerpt === '' && write.excerptEmpty}
        problem={problemOf('excerpt', state)}
        onChange={(event) => onChange({ excerpt: event.target.value })}
        onBlur={onBlur}
      />
      <NamesField
        label={write.byline}
        name="find-authors"
        find={findAuthors}
        isOrdered
        value={content.authors}
        empty={articleId === undefined ? write.bylineOfNew : write.bylineEmpty}
        problem={problemOf('authors', state)}
        onChange={(authors) => onChange({ authors })}
      />
      <NamesField
        label={write.tags}
        name="find-tags"
        find={findTags}
        create={createTag}
        value={content.tags}
        empty={write.tagsEmpty}
        problem={problemOf('tags', state)}
        onChange={(tags) => onChange({ tags })}
      />
      <TextField
        label={write.slug}
        className="slug"
        rows={1}
        spellCheck={false}
        autoCapitalize="none"
        value={content.slug}
        hint={content.slug === '' ? write.slugEmpty : write.slugHint}
        problem={problemOf('slug', state)}
        onChange={(event) => onChange({ slug: event.target.value.trim() })}
        onBlur={onBlur}
      />
      <SearchFields state={state} onChange={onChange} onBlur={onBlur} />
    </>
  );
}
