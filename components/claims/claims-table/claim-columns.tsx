import type { DataColumn } from '#components/data-table/column.ts';
import { RelativeTime } from '#components/ui/time.tsx';
import { CLAIM_COLUMNS, type ClaimColumnId } from '#lib/claims/columns.ts';
import type { ClaimRow } from '#lib/claims/schema.ts';
import { PRIORITY_LABELS } from '#lib/claims/vocabulary.ts';
import { languageName } from '#lib/core/language.ts';
import { formatValue } from '#lib/facts/value.ts';
import { QUALIFIER_LABELS } from '#lib/facts/vocabulary.ts';
import { sourcesSentence, stancesSentence } from '../claim-view/sources-sentence.ts';
import { StatusBadge } from '../status-badge.tsx';
import classes from './claims-table.module.css';

type Look = Omit<DataColumn<ClaimRow>, 'id' | 'label'>;

/** The columns as they are drawn. `today` (ISO 8601) is the server's day, so that both renderings say the same; `changeStatus` is null for those who may not. */
export function claimColumns(
  today: string,
  open: (row: ClaimRow) => void,
  changeStatus: ((row: ClaimRow) => void) | null,
): DataColumn<ClaimRow>[] {
  const looks: Record<ClaimColumnId, Look> = {
    statement: {
      cell: (row) => (
        <a
          className={classes['statement']}
          href={`/claims/${row.id}`}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0)
              return;
            event.preventDefault();
            open(row);
          }}
        >
          {row.statement}
        </a>
      ),
      grow: true,
      required: true,
      card: 'lead',
    },
    status: {
      cell: (row) =>
        changeStatus === null ? (
          <StatusBadge status={row.status} />
        ) : (
          <button
            type="button"
            className={classes['statusButton']}
            title="Change the status (s)"
            aria-haspopup="dialog"
            onClick={() => changeStatus(row)}
          >
            <StatusBadge status={row.status} />
          </button>
        ),
      required: true,
      card: 'top',
    },
    topic: { cell: (row) => row.topic.name, title: (row) => row.topic.name, card: 'top' },
    claimant: {
      cell: (row) => row.claimant?.name ?? null,
      title: (row) => row.claimant?.name,
      card: 'meta',
    },
    claimed: { cell: (row) => row.claimedOn ?? null, firstDirection: 'desc', card: 'meta' },
    sources: {
      cell: (row) => (row.sources ? row.sources : <span className={classes['lacking']}>0</span>),
      title: sourcesSentence,
      firstDirection: 'desc',
      card: 'meta',
      cardLabel: 'Sources',
    },
    origins: {
      cell: (row) => (
        <>
          {row.conflicting && (
            <span className={classes['conflict']} title={stancesSentence(row)}>
              <span aria-hidden>⇄</span>
              <span className={classes['hidden']}>conflicting evidence, </span>
            </span>
          )}
          {row.independentOrigins}
        </>
      ),
      firstDirection: 'desc',
      card: 'meta',
      cardLabel: 'Origins',
    },
    updated: {
      cell: (row) => <RelativeTime at={row.updatedAt} now={today} />,
      firstDirection: 'desc',
      card: 'end',
    },
    value: {
      cell: (row) => (row.value ? formatValue(row.value) : null),
      title: (row) => (row.value ? `${row.value.fact.slug}: ${formatValue(row.value)}` : undefined),
    },
    language: { cell: (row) => languageName(row.language) },
    tags: {
      cell: (row) => (row.tags.length ? row.tags.map((tag) => tag.name).join(', ') : null),
      title: (row) => row.tags.map((tag) => tag.name).join(', '),
    },
    priority: { cell: (row) => PRIORITY_LABELS[row.priority], firstDirection: 'desc' },
    assignee: { cell: (row) => row.assignee?.name ?? null, title: (row) => row.assignee?.name },
    stances: { cell: (row) => `${row.supports} / ${row.refutes}`, title: stancesSentence },
    fact: {
      cell: (row) => row.value?.fact.question ?? null,
      title: (row) => row.value?.fact.question,
    },
    qualifier: {
      cell: (row) => (row.value?.qualifier ? QUALIFIER_LABELS[row.value.qualifier] : null),
    },
    unit: { cell: (row) => row.value?.unit ?? row.value?.fact.unit ?? null },
    measure: {
      cell: (row) => row.value?.measure ?? null,
      title: (row) => row.value?.measure ?? undefined,
    },
    asOf: { cell: (row) => row.value?.asOf ?? null },
    supports: { cell: (row) => row.supports, title: stancesSentence },
    refutes: { cell: (row) => row.refutes, title: stancesSentence },
    mentions: { cell: (row) => row.mentions, title: sourcesSentence },
    conflict: { cell: (row) => (row.conflicting ? 'Conflicting' : null) },
    number: { cell: (row) => row.id },
    created: { cell: (row) => <RelativeTime at={row.createdAt} now={today} />, firstDirection: 'desc' },
  };
  return CLAIM_COLUMNS.map(({ id, label, sort, width, numeric, shown }) => ({
    ...looks[id],
    id,
    label,
    width,
    sortable: sort !== null,
    ...(numeric && { align: 'end' }),
    hiddenByDefault: !shown,
  }));
}
