import { Section } from '#components/ui/page.tsx';
import type { SnapshotRow } from '#lib/snapshots/schema.ts';
import { SnapshotItem } from './snapshot-item.tsx';
import { SnapshotTools } from './snapshot-tools.tsx';
import { isReadable } from './snapshot-words.ts';
import classes from './snapshots.module.css';

/** The copies of a source that are kept, the latest first, and how to get another. */
export function SnapshotsSection({
  sourceId,
  snapshots,
  canCapture,
  canUpload,
}: {
  sourceId: number;
  snapshots: SnapshotRow[];
  /** There is an address to fetch, and the role allows it. */
  canCapture: boolean;
  canUpload: boolean;
}) {
  return (
    <Section title="Snapshots" count={snapshots.length} id="snapshots">
      {canUpload && <SnapshotTools sourceId={sourceId} canCapture={canCapture} />}
      {snapshots.length === 0 && (
        <p className={classes['quiet']}>
          No copy of this page is kept yet.{' '}
          {canCapture
            ? 'Capture it, or upload a copy that you have.'
            : canUpload
              ? 'Upload a copy that you have.'
              : 'A researcher can capture it or upload a copy.'}
        </p>
      )}
      <ul className={classes['list']}>
        {snapshots.map((snapshot, at) => (
          <SnapshotItem
            key={snapshot.id}
            snapshot={snapshot}
            before={isReadable(snapshot) ? (snapshots.slice(at + 1).find(isReadable)?.id ?? null) : null}
          />
        ))}
      </ul>
    </Section>
  );
}
