// The changes of the fields, above the text; unchanged fields are named in one line.
import { Fragment, type ReactNode } from 'react';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';
import { isBlank, type ComparedField, type FieldName, type FieldValue } from './fields-of.js';
import { wordChanges, type Piece } from './word-changes.js';

/** Named as one where none of them changed. */
const SEARCH_AND_SOCIAL: readonly FieldName[] = ['seoTitle', 'seoDescription', 'canonicalUrl'];
/** Set in the serif, as for readers. */
const SERIF: readonly FieldName[] = ['subtitle', 'excerpt'];

export function FieldChanges({ fields }: { readonly fields: readonly ComparedField[] }) {
  const { review } = WORDS;
  const [title, ...others] = fields;
  if (title === undefined) return null;
  const isNew = title.before === undefined;
  const shown = others.filter(({ hasChanged, after }) => hasChanged || (isNew && !isBlank(after)));
  const unchanged = isNew ? [] : fields.filter(({ hasChanged }) => !hasChanged);
  return (
    <section className="field-changes" aria-labelledby="fields">
      <h1 className="reading-title" id="fields" tabIndex={-1} {...scriptOf(textOf(title.after))}>
        <Changes field={title} />
      </h1>
      <dl>
        {shown.map((field) => (
          <Fragment key={field.name}>
            <dt>{review.fields[field.name]}</dt>
            <dd
              className={SERIF.includes(field.name) ? 'serif' : undefined}
              {...scriptOf(textOf(field.after))}
            >
              <Changes field={field} />
            </dd>
          </Fragment>
        ))}
        {unchanged.length > 0 && (
          <>
            <dt className="quiet">{review.unchanged}</dt>
            <dd className="quiet">{unchangedLine(unchanged)}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function unchangedLine(unchanged: readonly ComparedField[]): string {
  const { fields, searchAndSocial } = WORDS.review;
  const isOneOf = ({ name }: ComparedField) => SEARCH_AND_SOCIAL.includes(name);
  const allOfSearch = unchanged.filter(isOneOf).length === SEARCH_AND_SOCIAL.length;
  const named = unchanged
    .filter((field) => !(allOfSearch && isOneOf(field)))
    .map(({ name, after }) =>
      name === 'byline' || name === 'slug' || name === 'tags'
        ? `${fields[name].toLowerCase()} ${textOf(after) || WORDS.review.none}`
        : fields[name].toLowerCase(),
    );
  return [...named, ...(allOfSearch ? [searchAndSocial.toLowerCase()] : [])].join(' · ');
}

const textOf = (value: FieldValue): string => (value.is === 'list' ? value.names.join(', ') : value.text);

function Changes({ field: { before, after, hasChanged } }: { readonly field: ComparedField }) {
  if (before === undefined || !hasChanged) return textOf(after);
  if (after.is === 'list' && before.is === 'list')
    return <ListChanges before={before.names} after={after.names} />;
  if (after.is === 'text') {
    return wordChanges(textOf(before), after.text).map((piece, index, all) => (
      <Fragment key={index}>{marked(piece.is, piece.text, all[index - 1]?.is === 'cut')}</Fragment>
    ));
  }
  return (
    <>
      {marked('cut', textOf(before))} {marked('added', textOf(after))}
    </>
  );
}

function ListChanges({
  before,
  after,
}: {
  readonly before: readonly string[];
  readonly after: readonly string[];
}) {
  const inBoth = after.filter((name) => before.includes(name));
  const isReordered = inBoth.join('\n') !== before.filter((name) => after.includes(name)).join('\n');
  if (isReordered) {
    return (
      <>
        {marked('cut', before.join(', '))} {marked('added', after.join(', '))}
      </>
    );
  }
  const cut = before.filter((name) => !after.includes(name));
  const items = [
    ...after.map((name) => [before.includes(name) ? 'same' : 'added', name] as const),
    ...cut.map((name) => ['cut', name] as const),
  ];
  return items.map(([is, name], index) => (
    // Two authors may have the same name.
    <Fragment key={index}>
      {index > 0 && ', '}
      {marked(is, name)}
    </Fragment>
  ));
}

function marked(is: Piece['is'], text: string, isAfterCut = false): ReactNode {
  if (text === '' || is === 'same') return text;
  return is === 'cut' ? (
    <del>{text}</del>
  ) : (
    <ins className={isAfterCut ? 'after-cut' : undefined}>{text}</ins>
  );
}
