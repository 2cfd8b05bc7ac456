import { type ClaimStatus, STATUS_LABELS } from '#lib/claims/vocabulary.ts';
import classes from './status-badge.module.css';
import { StatusIcon } from './status-icon.tsx';

/** A verdict: word, drawing, colour. `plain` for rows and lists, `boxed` where it stands alone. */
export function StatusBadge({
  status,
  variant = 'plain',
}: {
  status: ClaimStatus;
  variant?: 'plain' | 'boxed';
}) {
  return (
    <span className={classes['badge']} data-status={status} data-variant={variant}>
      <StatusIcon status={status} size={variant === 'boxed' ? 16 : 14} />
      {STATUS_LABELS[status]}
    </span>
  );
}
