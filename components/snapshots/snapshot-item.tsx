import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { DateTime } from '#components/ui/time.tsx';
import type { SnapshotRow } from '#lib/snapshots/schema.ts';
import { howWords, OUTCOME_LABELS, sizeWords } from './snapshot-words.ts';
import classes from './snapshots.module.css';

const SHORT_HASH = 12;

/** One copy of a source: what it is worth, when and how it came here, and what it is. `before`: the good copy before a good one. */
export function SnapshotItem({ snapshot, before }: { snapshot: SnapshotRow; before: number | null }) {
  const { outcome, title, httpStatus, mediaType, bodyBytes, bodySha256, redirects, finalUrl, detail } =
    snapshot;
  const good = outcome === 'good';
  const Icon = good ? IconCircleCheck : IconAlertTriangle;
  return (
    <li className={classes['item']}>
      <p className={classes['head']}>
        <span className={classes['outcome']} data-good={good}>
          <Icon size={16} aria-hidden />
          {OUTCOME_LABELS[outcome]}
        </span>
        <DateTime at={snapshot.fetchedAt} />
        {snapshot.textLength > 0 && (
          <Link
            href={`/sources/${snapshot.sourceId}/snapshots/${snapshot.id}` as Route}
            aria-label={`Read it, copy ${snapshot.id}`}
            prefetch={false}
          >
            Read it
          </Link>
        )}
        {before !== null && (
          <Link
            href={`/sources/${snapshot.sourceId}/snapshots/${snapshot.id}?against=${before}` as Route}
            aria-label={`What changed, copy ${snapshot.id}`}
            prefetch={false}
          >
            What changed
          </Link>
        )}
      </p>
      {title && (
        <p className={classes['title']} lang={snapshot.language ?? undefined}>
          {title}
        </p>
      )}
      {detail && <p className={good ? classes['quiet'] : classes['detail']}>{detail}</p>}
      <p className={classes['facts']}>
        <span>{howWords(snapshot)}</span>
        {httpStatus !== null && <span>HTTP {httpStatus}</span>}
        {mediaType && <span>{mediaType}</span>}
        {bodyBytes > 0 && <span>{sizeWords(bodyBytes)}</span>}
        {bodySha256 && (
          <span title={bodySha256}>
            SHA-256 <code>{bodySha256.slice(0, SHORT_HASH)}…</code>
          </span>
        )}
      </p>
      {redirects.length > 0 && (
        <details className={classes['details']}>
          <summary>{redirects.length === 1 ? '1 redirect' : `${redirects.length} redirects`}</summary>
          <ol>
            {redirects.map(({ url, status }) => (
              <li key={url}>
                {status} {url}
              </li>
            ))}
            {finalUrl && <li>{finalUrl}</li>}
          </ol>
        </details>
      )}
    </li>
  );
}
