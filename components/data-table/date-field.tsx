import { useId } from 'react';
import classes from './date-range-filter.module.css';

/** A date as text, with what is wrong with it. */
export function DateField({
  label,
  value,
  error,
  placeholder,
  onChange,
}: {
  label: string;
  placeholder: string;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label className={classes['label']} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        className={classes['input']}
        inputMode="numeric"
        autoComplete="off"
        placeholder={placeholder}
        value={value}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error && (
        <p id={`${id}-error`} className={classes['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
