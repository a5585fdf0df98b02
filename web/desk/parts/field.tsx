// Labelled controls, with a hint and an error message.
import { useId, type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes } from 'react';

interface Described {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** The error message. */
  readonly problem?: string | undefined;
}

function useDescription({ hint, problem }: Pick<Described, 'hint' | 'problem'>) {
  const id = useId();
  const hintId = hint ? `${id}-hint` : undefined;
  const problemId = problem ? `${id}-problem` : undefined;
  const control = {
    id,
    'aria-describedby': [problemId, hintId].filter(Boolean).join(' ') || undefined,
    'aria-invalid': problem ? (true as const) : undefined,
  };
  const below = (
    <>
      {problem && (
        <p className="problem" id={problemId} role="alert">
          {problem}
        </p>
      )}
      {hint && (
        <p className="hint" id={hintId}>
          {hint}
        </p>
      )}
    </>
  );
  return { id, control, below };
}

type InputFieldProps = Described &
  InputHTMLAttributes<HTMLInputElement> & {
    /** A button beside it. */
    readonly beside?: ReactNode;
  };

export function InputField({ label, hint, problem, beside, className = '', ...rest }: InputFieldProps) {
  const { id, control, below } = useDescription({ hint, problem });
  const input = <input {...rest} {...control} className={`input ${className}`} />;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {beside ? (
        <div className="with-button">
          {input}
          {beside}
        </div>
      ) : (
        input
      )}
      {below}
    </div>
  );
}

type TextFieldProps = Described & TextareaHTMLAttributes<HTMLTextAreaElement>;

export function TextField({ label, hint, problem, ...rest }: TextFieldProps) {
  const { id, control, below } = useDescription({ hint, problem });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <textarea {...rest} {...control} />
      {below}
    </div>
  );
}

interface SelectFieldProps<TValue extends string> extends Described {
  readonly value: TValue;
  readonly options: readonly (readonly [TValue, string])[];
  readonly onChange: (value: TValue) => void;
}

export function SelectField<TValue extends string>({
  label,
  hint,
  problem,
  value,
  options,
  onChange,
}: SelectFieldProps<TValue>) {
  const { id, control, below } = useDescription({ hint, problem });
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select {...control} value={value} onChange={(event) => onChange(event.target.value as TValue)}>
        {options.map(([option, text]) => (
          <option key={option} value={option}>
            {text}
          </option>
        ))}
      </select>
      {below}
    </div>
  );
}

interface SegmentsProps<TValue extends string> {
  readonly label: string;
  readonly value: TValue;
  readonly options: readonly (readonly [TValue, ReactNode])[];
  readonly onChange: (value: TValue) => void;
  /** Shows the label; by default only screen readers get it. */
  readonly showLabel?: boolean;
}

/** A segmented control: radio buttons side by side. */
export function Segments<TValue extends string>({
  label,
  value,
  options,
  onChange,
  showLabel = false,
}: SegmentsProps<TValue>) {
  const name = useId();
  return (
    <fieldset>
      <legend className={showLabel ? undefined : 'hidden'}>{label}</legend>
      <div className="segments">
        {options.map(([option, text]) => (
          <label key={option}>
            <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />{' '}
            {text}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
