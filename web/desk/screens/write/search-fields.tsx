import { useState } from 'react';
import { TextField } from '../../parts/field.js';
import { WORDS } from '../../words/words.js';
import { problemOf, type FieldsProps } from './field-problems.js';

export function SearchFields({ state, onChange, onBlur }: FieldsProps) {
  const { content } = state;
  const { write } = WORDS;
  const problems = {
    title: problemOf('seoTitle', state),
    description: problemOf('seoDescription', state),
    address: problemOf('canonicalUrl', state),
  };
  const [isOpen, setOpen] = useState(false);
  const isSet = [content.seoTitle, content.seoDescription, content.canonicalUrl].some((text) => text !== '');
  return (
    <details
      className="field"
      // A problem is not hidden.
      open={isOpen || Object.values(problems).some((problem) => problem !== undefined)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {write.search} <span className="quiet small">{isSet ? write.searchSet : write.searchEmpty}</span>
      </summary>
      <TextField
        label={write.seoTitle}
        rows={1}
        value={content.seoTitle}
        hint={content.seoTitle === '' && write.seoTitleEmpty(content.title)}
        problem={problems.title}
        onChange={(event) => onChange({ seoTitle: event.target.value })}
        onBlur={onBlur}
      />
      <TextField
        label={write.seoDescription}
        rows={3}
        value={content.seoDescription}
        hint={content.seoDescription === '' && write.seoDescriptionEmpty(content.excerpt)}
        problem={problems.description}
        onChange={(event) => onChange({ seoDescription: event.target.value })}
        onBlur={onBlur}
      />
      <TextField
        label={write.canonicalUrl}
        rows={1}
        inputMode="url"
        spellCheck={false}
        value={content.canonicalUrl}
        hint={content.canonicalUrl === '' && write.canonicalUrlEmpty}
        problem={problems.address}
        onChange={(event) => onChange({ canonicalUrl: event.target.value.trim() })}
        onBlur={onBlur}
      />
    </details>
  );
}
