import { IconExternalLink } from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import type { DataColumn } from '#components/data-table/column.ts';
import { RelativeTime } from '#components/ui/time.tsx';
import { languageName } from '#lib/core/language.ts';
import { LINK_STATE_LABELS, type LinkState } from '#lib/snapshots/vocabulary.ts';
import { SOURCE_COLUMNS, type SourceColumnId } from '#lib/sources/columns.ts';
import type { SourceRow } from '#lib/sources/schema.ts';
import { KIND_LABELS } from '#lib/sources/vocabulary.ts';
import { hostOf } from '../address.ts';
import { Grade } from '../grade.tsx';
import classes from './sources-table.module.css';

/** These links do not lead any more to what was cited. */
const NEEDS_A_LOOK: ReadonlySet<LinkState> = new Set(['dead', 'failing', 'changed']);

type Look = Omit<DataColumn<SourceRow>, 'id' | 'label'>;

/** The columns as they are drawn. `today` (ISO 8601) is the server's day, so that both renderings say the same, and columns stay as long as it does. */
export function sourceColumns(today: string, open: (row: SourceRow) => void): DataColumn<SourceRow>[] {
  const looks: Record<SourceColumnId, Look> = {
    title: { cell: (row) => <Title row={row} open={open} />, grow: true, required: true, card: 'lead' },
    publisher: {
      cell: (row) =>
        row.publisher && (
          <span className={classes['publisher']}>
            <span className={classes['name']}>{row.publisher.name}</span>{' '}
            <Grade reliability={row.publisher.reliability} />
          </span>
        ),
      title: (row) => row.publisher?.name,
      card: 'top',
    },
    kind: { cell: (row) => KIND_LABELS[row.kind], card: 'meta' },
    language: { cell: (row) => (row.language ? languageName(row.language) : null) },
    published: { cell: (row) => row.publishedOn ?? null, firstDirection: 'desc', card: 'meta' },
    claims: {
      cell: (row) => (row.claims ? row.claims : <span className={classes['lacking']}>0</span>),
      firstDirection: 'desc',
      card: 'meta',
      cardLabel: 'Claims',
    },
    relies: { cell: (row) => row.reliesOn || <Zero />, firstDirection: 'desc' },
    relied: { cell: (row) => row.reliedOnBy || <Zero />, firstDirection: 'desc' },
    link: {
      cell: (row) =>
        row.link && (
          <span className={NEEDS_A_LOOK.has(row.link) ? classes['look'] : classes['nothing']}>
            {LINK_STATE_LABELS[row.link]}
          </span>
        ),
      card: 'meta',
    },
    updated: {
      cell: (row) => <RelativeTime at={row.updatedAt} now={today} />,
      firstDirection: 'desc',
      card: 'meta',
    },
  };
  return SOURCE_COLUMNS.map((column) => ({
    ...looks[column.id],
    id: column.id,
    label: column.label,
    width: column.width,
    sortable: true,
    align: 'numeric' in column ? 'end' : 'start',
    hiddenByDefault: !column.shown,
  }));
}

function Title({ row, open }: { row: SourceRow; open: (row: SourceRow) => void }) {
  const onClick = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    open(row);
  };
  return (
    <span className={classes['line']}>
      <a
        className={classes['title']}
        href={`/sources/${row.id}`}
        data-exact={row.titleExact}
        onClick={onClick}
      >
        {row.title}
      </a>
      {row.url && (
        <a
          className={classes['address']}
          href={row.url}
          target="_blank"
          rel="noopener noreferrer"
          title={hostOf(row.url)}
          aria-label={`${hostOf(row.url)}, opens in a new tab`}
        >
          <IconExternalLink size={14} aria-hidden />
        </a>
      )}
    </span>
  );
}

function Zero() {
  return <span className={classes['nothing']}>0</span>;
}
