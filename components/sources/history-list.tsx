import type { ReactNode } from 'react';
import { DateTime } from '#components/ui/time.tsx';
import type { SourceHistoryEntry } from '#lib/history/source-changes.ts';
import classes from './history-list.module.css';

/** Who did what, when, what changed from what to what, and why; newest first. `action`: what can be done about an entry. */
export function HistoryList<Entry extends SourceHistoryEntry>({
  entries,
  action,
}: {
  entries: Entry[];
  action?: (entry: Entry) => ReactNode;
}) {
  return (
    <ol className={classes['list']}>
      {entries.map((entry) => (
        <li key={entry.id} className={classes['entry']}>
          <p className={classes['head']}>
            <span className={classes['deed']}>{entry.deed}</span>
            {entry.subject && <span className={classes['subject']}>{entry.subject}</span>}
            <span className={classes['when']}>
              {entry.actor}, <DateTime at={entry.at} />
              {entry.version !== null && `, version ${entry.version}`}
            </span>
            {action?.(entry)}
          </p>
          {entry.reason && <p className={classes['reason']}>“{entry.reason}”</p>}
          {entry.changes.length > 0 && (
            <dl className={classes['changes']}>
              {entry.changes.map((change) => (
                <div key={change.field} className={classes['change']} data-long={change.long || undefined}>
                  <dt>{change.label}</dt>
                  <dd>
                    <del>{change.from ?? 'empty'}</del> <span aria-hidden>→</span>{' '}
                    <ins>{change.to ?? 'empty'}</ins>
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </li>
      ))}
    </ol>
  );
}
