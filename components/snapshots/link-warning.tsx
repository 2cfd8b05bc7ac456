import { IconAlertTriangle } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { Day } from '#components/ui/time.tsx';
import type { SnapshotRow, SourceHealth } from '#lib/snapshots/schema.ts';
import { isReadable, LINK_WARNINGS } from './snapshot-words.ts';
import classes from './snapshots.module.css';

/** One line on a page that changed, died or does not answer. */
export function LinkWarning({
  health,
  snapshots,
}: {
  health: SourceHealth | null;
  /** Newest first. */
  snapshots: SnapshotRow[];
}) {
  const warning = health && LINK_WARNINGS[health.state];
  if (!warning) return null;
  const fetched = snapshots.filter((snapshot) => snapshot.how === 'fetch' && isReadable(snapshot));
  const [latest, first] = [fetched[0], fetched.at(-1)];
  return (
    <p className={classes['warning']}>
      <IconAlertTriangle size={16} aria-hidden />
      <span>
        {warning} Last checked <Day at={health.checkedAt} />.{' '}
        {health.state === 'changed' && latest && first && latest !== first ? (
          <Link
            href={`/sources/${latest.sourceId}/snapshots/${latest.id}?against=${first.id}` as Route}
            prefetch={false}
          >
            See what changed
          </Link>
        ) : (
          <a href="#snapshots">See what is kept</a>
        )}
      </span>
    </p>
  );
}
