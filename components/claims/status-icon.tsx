import type { ReactNode } from 'react';
import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import classes from './status-badge.module.css';

/** One drawing per status on a grid of 16, so that they keep apart without their colours. */
const DRAWINGS: Record<ClaimStatus, ReactNode> = {
  true: <path d="M3 8.6l3.3 3.2L13 4.8" />,
  mostly_true: (
    <>
      <path d="M2 8.6l3.2 3.2 6.2-7" />
      <circle cx="13.2" cy="11.6" r="1.2" fill="currentColor" stroke="none" />
    </>
  ),
  mixed: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 2.4a5.6 5.6 0 0 1 0 11.2z" fill="currentColor" stroke="none" />
    </>
  ),
  misleading: <path d="M3.5 12.5l9-9M6 3.5h6.5V10" />,
  false: <path d="M4 4l8 8M12 4l-8 8" />,
  disputed: <path d="M2 5.6h10.5M9.8 2.9l2.7 2.7-2.7 2.7M14 11H3.5M6.2 8.3L3.5 11l2.7 2.7" />,
  outdated: (
    <>
      <circle cx="8" cy="8" r="5.6" />
      <path d="M8 4.8V8l2.3 1.6" />
    </>
  ),
  unsupported: (
    <>
      <circle cx="8" cy="8" r="4.9" />
      <path d="M3 13L13 3" />
    </>
  ),
  in_review: (
    <>
      <path d="M1.6 8S4 3.9 8 3.9 14.4 8 14.4 8 12 12.1 8 12.1 1.6 8 1.6 8z" />
      <circle cx="8" cy="8" r="1.8" />
    </>
  ),
  unverified: <circle cx="8" cy="8" r="5.6" strokeDasharray="2.2 2.2" />,
};

export function StatusIcon({ status, size = 16 }: { status: ClaimStatus; size?: number }) {
  return (
    <svg className={classes['icon']} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {DRAWINGS[status]}
    </svg>
  );
}
