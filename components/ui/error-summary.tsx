'use client';

import { useEffect, useRef } from 'react';
import classes from './error-summary.module.css';

export type FieldErrors = { field: string; message: string }[];

/**
 * What is wrong with a form, at its top, each line a link to its field (`id` of the input = `field`). It takes the
 * focus when it appears, so that a screen reader starts there.
 */
export function ErrorSummary({ errors, title }: { errors: FieldErrors; title?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const shown = errors.length > 0;
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [shown]);
  if (!shown) return null;
  return (
    <div ref={box} className={classes['box']} role="alert" tabIndex={-1}>
      <p className={classes['title']}>
        {title ??
          (errors.length === 1
            ? 'One field needs another look'
            : `${errors.length} fields need another look`)}
      </p>
      <ul className={classes['list']}>
        {errors.map((error) => (
          <li key={`${error.field}: ${error.message}`}>
            <a
              href={`#${error.field}`}
              onClick={(event) => {
                const field = document.getElementById(error.field);
                if (!field) return;
                event.preventDefault();
                field.scrollIntoView({ block: 'center' });
                field.focus();
              }}
            >
              {error.message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
