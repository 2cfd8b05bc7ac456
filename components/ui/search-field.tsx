'use client';

import { IconSearch, IconX } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useRef } from 'react';
import classes from './search-field.module.css';

const LONGEST = 256;

/** A plain field: it stands on every page, so it does without the weight of a form library. */
export function SearchField({
  label,
  placeholder,
  value,
  onChange,
  pending = false,
  quiet = false,
  hint,
  name,
  input,
}: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  pending?: boolean;
  /** Sunk into the page, as in the header. */
  quiet?: boolean;
  /** At the right end while the field is empty. */
  hint?: ReactNode;
  name?: string;
  input?: RefObject<HTMLInputElement | null>;
}) {
  const own = useRef<HTMLInputElement>(null);
  const field = input ?? own;
  return (
    <div className={classes['field']} data-quiet={quiet || undefined}>
      <IconSearch size={16} stroke={1.6} aria-hidden className={classes['icon']} />
      <input
        ref={field}
        type="text"
        inputMode="search"
        enterKeyHint="search"
        className={classes['input']}
        name={name}
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      {pending ? (
        <span className={classes['spinner']} aria-hidden />
      ) : value ? (
        <button
          type="button"
          className={classes['clear']}
          aria-label="Clear the search"
          onClick={() => {
            onChange('');
            field.current?.focus();
          }}
        >
          <IconX size={14} aria-hidden />
        </button>
      ) : (
        hint && (
          <span className={classes['hint']} aria-hidden>
            {hint}
          </span>
        )
      )}
    </div>
  );
}
