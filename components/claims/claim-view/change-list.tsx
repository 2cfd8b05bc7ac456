import { type DiffPart, shortened, wordDiff } from '#components/ui/word-diff.ts';
import type { HistoryChange } from '#lib/history/schema.ts';
import classes from './history.module.css';

/** Longer texts fold away. */
const FOLD_FROM = 400;

/** What changed from what to what; long texts as their differences, word by word. */
export function ChangeList({ changes }: { changes: readonly HistoryChange[] }) {
  if (changes.length === 0) return null;
  return (
    <dl className={classes['changes']}>
      {changes.map((change) => (
        <div key={change.field} className={classes['change']}>
          <dt>{change.label}</dt>
          <dd>
            <Change change={change} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Change({ change: { from, to, long } }: { change: HistoryChange }) {
  if (long && from !== null && to !== null)
    return <Foldable length={from.length + to.length}>{shortened(wordDiff(from, to)).map(part)}</Foldable>;
  if (long) {
    const text = to ?? from ?? '';
    return (
      <Foldable length={text.length}>{part({ kind: to === null ? 'removed' : 'added', text }, 0)}</Foldable>
    );
  }
  return (
    <>
      {from !== null && <del>{from}</del>}
      {from !== null && to !== null && <span aria-hidden> → </span>}
      {to !== null && <ins>{to}</ins>}
    </>
  );
}

function part({ kind, text }: DiffPart, index: number) {
  const key = `${index} ${kind}`;
  if (kind === 'removed') return <del key={key}>{text}</del>;
  if (kind === 'added') return <ins key={key}>{text}</ins>;
  return <span key={key}>{text}</span>;
}

function Foldable({ length, children }: { length: number; children: React.ReactNode }) {
  const text = <span className={classes['long']}>{children}</span>;
  if (length < FOLD_FROM) return text;
  return (
    <details>
      <summary>Show the text</summary>
      {text}
    </details>
  );
}
