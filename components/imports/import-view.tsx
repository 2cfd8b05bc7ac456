import Link from 'next/link';
import type { ReactNode } from 'react';
import { Section } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { Day } from '#components/ui/time.tsx';
import {
  type ImportDetail,
  type ImportPreview,
  LEFT_OUT_DAYS,
  type RowPreview,
} from '#lib/imports/schema.ts';
import { ImportDecision } from './import-decision.tsx';
import { countOf } from './import-words.ts';
import classes from './imports.module.css';

/** What an import would do: how much of each kind, the first rows of each, and the decision. */
export function ImportView({ detail, preview }: { detail: ImportDetail; preview: ImportPreview }) {
  const { id, created, changed, unchanged, refused, doneAt, lost, leftOutKept } = detail;
  const notRead = doneAt === null ? 'Cannot be read' : 'Left out';
  if (lost)
    return (
      <EmptyState
        title="What was read of the file is gone"
        action={<Link href="/claims/import">Choose the file again</Link>}
      >
        <p>The database stopped meanwhile. No claim was written.</p>
      </EmptyState>
    );
  return (
    <>
      <dl className={classes['counts']}>
        <Count label="New">{created}</Count>
        <Count label="Changed">{changed}</Count>
        <Count label="Unchanged">{unchanged}</Count>
        <Count label={notRead} bad={refused > 0}>
          {refused}
        </Count>
      </dl>
      <NotRead detail={detail} />
      {doneAt === null && <ImportDecision detail={detail} />}
      {refused > 0 && doneAt !== null && !leftOutKept && (
        <p className={classes['quiet']}>The rows that were left out are not kept any more.</p>
      )}
      {refused > 0 && (doneAt === null || leftOutKept) && (
        <Section
          title={notRead}
          count={refused}
          actions={
            <>
              <a href={`/claims/import/${id}/rows.csv`} download>
                These rows as CSV
              </a>
              <a href={`/claims/import/${id}/problems.csv`} download>
                All problems as CSV
              </a>
            </>
          }
        >
          <p className={classes['quiet']}>
            {doneAt !== null && (
              <>
                Kept until <Day at={Date.parse(doneAt) + LEFT_OUT_DAYS * 86_400_000} />.{' '}
              </>
            )}
            These rows as CSV have a column that says why; put them right there and import that file.
          </p>
          <table className={classes['table']}>
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col">Column</th>
                <th scope="col">Value</th>
                <th scope="col">What would be right</th>
              </tr>
            </thead>
            <tbody>
              {preview.refused.flatMap(({ line, problems }) =>
                problems.map(({ column, value, message }) => (
                  <tr key={`${line} ${column} ${message}`}>
                    <td data-label="Line">{line}</td>
                    <td data-label="Column">{column || '–'}</td>
                    <td data-label="Value">{value || '–'}</td>
                    <td data-label="What would be right">{message}</td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
          <More shown={preview.refused.length} of={refused} />
        </Section>
      )}
      <Rows title="Changed" rows={preview.changed} of={changed} />
      <Rows title="New" rows={preview.created} of={created} />
    </>
  );
}

function Count({ label, bad = false, children }: { label: string; bad?: boolean; children: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className={bad ? classes['bad'] : undefined}>{children.toLocaleString('en-GB')}</dd>
    </div>
  );
}

/** Which columns of the file are left out, and why. */
function NotRead({ detail: { columns } }: { detail: ImportDetail }) {
  const names = (use: 'unknown' | 'derived') =>
    columns.filter((column) => column.use === use).map(({ name }) => name || 'without a name');
  const [unknown, derived] = [names('unknown'), names('derived')];
  if (unknown.length + derived.length === 0) return null;
  return (
    <p className={classes['notRead']}>
      {unknown.length > 0 && <>Not read, for no column is of that name: {unknown.join(', ')}. </>}
      {derived.length > 0 && <>Not read, for the ledger works it out itself: {derived.join(', ')}.</>}
    </p>
  );
}

function More({ shown, of }: { shown: number; of: number }): ReactNode {
  return of > shown && shown > 0 ? (
    <p className={classes['quiet']}>
      The first {countOf(shown, 'row')} of {of.toLocaleString('en-GB')}.
    </p>
  ) : null;
}

function Rows({ title, rows, of }: { title: string; rows: RowPreview[]; of: number }) {
  if (rows.length === 0) return null;
  return (
    <Section title={title} count={of}>
      {rows.map(({ line, claimId, statement, cells }) => (
        <article key={line} className={classes['row']}>
          <div className={classes['rowHead']}>
            <span className={classes['quiet']}>Line {line}</span>
            <span className={classes['statement']}>
              {claimId === null ? statement : <Link href={`/claims/${claimId}`}>{statement}</Link>}
            </span>
          </div>
          <dl className={classes['cells']}>
            {cells
              .filter(({ column, from }) => from !== null || column !== 'statement')
              .map(({ column, from, to }) => (
                <div key={column} className={classes['pair']}>
                  <dt>{column}</dt>
                  <dd className={classes['cell']}>
                    {from && (
                      <>
                        <del className={classes['from']}>{from}</del>{' '}
                      </>
                    )}
                    {to || <i>empty</i>}
                  </dd>
                </div>
              ))}
          </dl>
        </article>
      ))}
      <More shown={rows.length} of={of} />
    </Section>
  );
}
