import type { Route } from 'next';
import Image from 'next/image';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHeader } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { SnapshotRow } from '#lib/snapshots/schema.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';
import classes from './snapshot-view.module.css';
import { howWords, isPicture, mayHoldPage, OUTCOME_LABELS } from './snapshot-words.ts';

export type CopyView = 'text' | 'page' | 'changes';

/** A copy of a source: what it is, the ways to look at it, and one of them. */
export function SnapshotView({
  source,
  snapshot,
  view,
  before,
  children,
}: {
  source: Pick<SourceDetail, 'id' | 'title'>;
  snapshot: SnapshotRow;
  view: CopyView;
  /** The good copy before this one; null where there is none. */
  before: number | null;
  children: ReactNode;
}) {
  const { id, outcome, textLength, bodySha256, warcSha256, how, mediaType } = snapshot;
  const address = `/sources/${source.id}/snapshots/${id}`;
  const views: [view: CopyView, label: string, address: string][] = [['text', 'Text', address]];
  if (mayHoldPage(snapshot)) views.push(['page', 'Archived page', `${address}?view=page`]);
  if (before !== null) views.push(['changes', 'Changes', `${address}?against=${before}`]);
  return (
    <>
      <PageHeader
        above={
          <Link href={`/sources/${source.id}` as Route}>
            Source {source.id}: {source.title}
          </Link>
        }
        title={snapshot.title ?? source.title}
        actions={
          <div className={classes['downloads']}>
            {textLength > 0 && <a href={`/snapshots/${id}/text`}>Plain text</a>}
            {bodySha256 !== null && <a href={`/snapshots/${id}/file`}>Original file</a>}
            {warcSha256 !== null && (
              <a href={`/snapshots/${id}/archive`}>
                {how === 'upload' && mediaType === 'application/wacz' ? 'WACZ' : 'WARC'}
              </a>
            )}
          </div>
        }
        lead={
          <>
            {OUTCOME_LABELS[outcome]} of <DateTime at={snapshot.fetchedAt} />. {howWords(snapshot)}.{' '}
            {snapshot.detail}
          </>
        }
      />
      {views.length > 1 && (
        <nav aria-label="Ways to look at this copy" className={classes['views']}>
          {views.map(([key, label, href]) => (
            <Link
              key={key}
              href={href as Route}
              className={classes['view']}
              aria-current={key === view ? 'page' : undefined}
              prefetch={false}
            >
              {label}
            </Link>
          ))}
        </nav>
      )}
      {children}
    </>
  );
}

/** A copy without words: its picture, or that there is nothing to read. */
export function CopyWithoutText({ snapshot }: { snapshot: SnapshotRow }) {
  if (isPicture(snapshot))
    return (
      // Its real size is only known to the browser, which the style sheet lets it take.
      <Image
        className={classes['picture']}
        src={`/snapshots/${snapshot.id}/file`}
        alt={snapshot.fileName ?? 'The captured picture'}
        width={1_200}
        height={900}
      />
    );
  return (
    <EmptyState title="This copy has no text">
      <p>Its bytes are kept, but there are no words to read or to quote.</p>
    </EmptyState>
  );
}

/** The archived page in a frame of its own, in which nothing runs, loads or leads anywhere. */
export function CopyPage({ snapshot }: { snapshot: SnapshotRow }) {
  return (
    <>
      <p className={classes['quiet']}>
        As it was archived, without scripts and without what lay elsewhere: some pictures and styles are not
        kept. Links are not followed from here; point at one to see its address.
      </p>
      <iframe
        className={classes['frame']}
        title="Archived page"
        src={`/snapshots/${snapshot.id}/page`}
        sandbox=""
        referrerPolicy="no-referrer"
      />
    </>
  );
}
