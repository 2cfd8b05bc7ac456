import { IconAlertTriangle } from '@tabler/icons-react';
import { Day } from '#components/ui/time.tsx';
import type { SourceHealth } from '#lib/snapshots/schema.ts';
import { LINK_WARNINGS } from './snapshot-words.ts';
import classes from './snapshots.module.css';

/** One line on a page that changed, died or does not answer. */
export function LinkWarning({ health }: { health: SourceHealth | null }) {
  const warning = health && LINK_WARNINGS[health.state];
  if (!warning) return null;
  return (
    <p className={classes['warning']}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {warning} Last checked <Day at={health.checkedAt} />. <a href="#snapshots">See what is kept</a>
      </span>
    </p>
  );
}
