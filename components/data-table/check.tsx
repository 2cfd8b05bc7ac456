'use client';

import { type MouseEvent, useEffect, useRef } from 'react';
import classes from './check.module.css';

/** A bare checkbox, light enough for hundreds of rows. `partly` shows the third state. */
export function Check({
  checked,
  partly = false,
  label,
  onToggle,
}: {
  checked: boolean;
  partly?: boolean;
  label: string;
  onToggle: (checked: boolean, event: MouseEvent<HTMLInputElement>) => void;
}) {
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current) box.current.indeterminate = partly && !checked;
  }, [partly, checked]);
  return (
    <label className={classes['target']}>
      <input
        ref={box}
        type="checkbox"
        className={classes['box']}
        aria-label={label}
        checked={checked}
        onClick={(event) => onToggle(event.currentTarget.checked, event)}
        onChange={() => undefined}
      />
    </label>
  );
}
