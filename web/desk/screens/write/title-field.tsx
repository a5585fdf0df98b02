// The title: a text area that grows with its text, since a title may take several lines.
import { useId, useLayoutEffect, useRef } from 'react';
import { scriptOf } from '../../words/script-of.js';
import { WORDS } from '../../words/words.js';

interface TitleFieldProps {
  readonly value: string;
  readonly problem: string | undefined;
  readonly autoFocus: boolean;
  readonly onChange: (title: string) => void;
  readonly onBlur: () => void;
  /** Called on Enter, which moves on to the body. */
  readonly onEnter: () => void;
}

const hasFieldSizing = () => CSS.supports('field-sizing', 'content');

export function TitleField({ value, problem, autoFocus, onChange, onBlur, onEnter }: TitleFieldProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    if (ref.current === null || hasFieldSizing()) return;
    ref.current.style.height = 'auto';
    ref.current.style.height = `${ref.current.scrollHeight}px`;
  }, [value]);
  return (
    <>
      <textarea
        ref={ref}
        className="title-input"
        rows={1}
        aria-label={WORDS.write.title}
        placeholder={WORDS.write.title}
        aria-invalid={problem === undefined ? undefined : true}
        aria-describedby={problem === undefined ? undefined : id}
        autoFocus={autoFocus}
        value={value}
        {...scriptOf(value)}
        onChange={(event) => onChange(event.target.value.replace(/\s*\n\s*/g, ' '))}
        onBlur={onBlur}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter();
        }}
      />
      {problem !== undefined && (
        <p className="problem" id={id} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
