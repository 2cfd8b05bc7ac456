import type { Route } from 'next';
import Link from 'next/link';
import { Section } from '#components/ui/page.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { HistoryEntry } from '#lib/history/schema.ts';
import { type Act, actsOf } from './acts.ts';
import { ChangeList } from './change-list.tsx';
import classes from './history.module.css';
import { RestoreEvidence } from './restore-evidence.tsx';
import { RestoreVersion } from './restore-version.tsx';

/** So many acts are open to the eye; earlier ones unfold. */
const SHOWN = 8;
/** An act of more parts than this, such as a claim logged with its sources, folds them away. */
const FOLDED_FROM = 2;

type Rights = { canRevert: boolean; canRestoreEvidence: boolean };

/** Who did what, when and why, newest first. */
export function ClaimHistory({
  claim,
  history,
  ...rights
}: Rights & { claim: { id: number; version: number }; history: HistoryEntry[] }) {
  const acts = actsOf(history);
  const earlier = acts.slice(SHOWN);
  const line = (act: Act) => (
    <ActLine key={act.id} act={act} claim={claim} removed={removedNow(history)} {...rights} />
  );
  return (
    <Section title="History" count={acts.length} id="history">
      <ol className={classes['acts']}>{acts.slice(0, SHOWN).map(line)}</ol>
      {earlier.length > 0 && (
        <details className={classes['earlier']}>
          <summary>
            {earlier.length === 1 ? 'One earlier change' : `${earlier.length} earlier changes`}
          </summary>
          <ol className={classes['acts']}>{earlier.map(line)}</ol>
        </details>
      )}
    </Section>
  );
}

function ActLine({
  act,
  claim,
  removed,
  canRevert,
  canRestoreEvidence,
}: Rights & { act: Act; claim: { id: number; version: number }; removed: ReadonlySet<string> }) {
  const restorable = act.differs && !act.entries.some(isDeletion);
  const back = canRestoreEvidence ? act.entries.find((entry) => removed.has(entry.id)) : undefined;
  const told = act.entries.filter((entry) => entry.subject !== null || entry.changes.length > 0);
  return (
    <li>
      <div className={classes['actHead']}>
        <p>
          <span>
            <strong>{act.actor}</strong> {act.title}
          </span>
          <span className={classes['actMeta']}>
            <DateTime at={act.at} />
            {act.version !== null && <span>version {act.version}</span>}
            <Link href={`/claims/${claim.id}?asOf=${act.at}` as Route} prefetch={false}>
              as of then
            </Link>
          </span>
        </p>
        {canRevert && restorable && act.version !== null && (
          <RestoreVersion claim={claim} to={act.version} at={act.at} />
        )}
        {back && (
          <RestoreEvidence
            evidence={{ id: back.entityId, version: back.version }}
            title={back.subject ?? ''}
          />
        )}
      </div>
      {act.reason && <p className={classes['reason']}>“{act.reason}”</p>}
      {told.length > FOLDED_FROM ? (
        <details>
          <summary>Show what was written</summary>
          {told.map(entryLines)}
        </details>
      ) : (
        told.map(entryLines)
      )}
    </li>
  );
}

function entryLines(entry: HistoryEntry) {
  return (
    <div key={entry.id} className={classes['entry']}>
      {entry.subject && <p className={classes['subject']}>{entry.subject}</p>}
      <ChangeList changes={entry.changes} />
    </div>
  );
}

function isDeletion(entry: HistoryEntry): boolean {
  return entry.entity === 'claim' && (entry.action === 'delete' || entry.action === 'restore');
}

/** Events that took evidence away which nobody put back since. */
function removedNow(history: readonly HistoryEntry[]): Set<string> {
  const seen = new Set<number>();
  const removed = new Set<string>();
  for (const entry of history) {
    if (entry.entity !== 'evidence' || seen.has(entry.entityId)) continue;
    seen.add(entry.entityId);
    if (entry.action === 'delete') removed.add(entry.id);
  }
  return removed;
}
