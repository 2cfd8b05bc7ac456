import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './chip.module.css';

/** A small word or value. With `onRemove` it carries a button; `removeLabel` says what it takes away. */
export function Chip({
  children,
  onRemove,
  removeLabel,
}: {
  children: ReactNode;
  onRemove?: () => void;
  removeLabel?: string;
}) {
  return (
    <span className={classes['chip']}>
      <span className={classes['text']}>{children}</span>
      {onRemove && (
        <button type="button" className={classes['remove']} onClick={onRemove} aria-label={removeLabel}>
          <IconX size={12} aria-hidden />
        </button>
      )}
    </span>
  );
}
