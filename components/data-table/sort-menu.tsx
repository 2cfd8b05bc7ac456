'use client';

import { IconArrowsSort } from '@tabler/icons-react';
import type { DataColumn, SortState } from './column.ts';
import classes from './sort-menu.module.css';

const NONE = '';

function nameOf(sort: SortState): string {
  return sort ? `${sort.column}:${sort.direction}` : NONE;
}

/** Sorting where rows are cards and there is no header to press. */
export function SortMenu<Row>({
  columns,
  sort,
  onChange,
}: {
  columns: readonly DataColumn<Row>[];
  sort: SortState;
  onChange: ((sort: SortState) => void) | undefined;
}) {
  const sortable = columns.filter((column) => column.sortable);
  if (!onChange || sortable.length === 0) return null;
  return (
    <label className={classes['menu']}>
      <IconArrowsSort size={16} stroke={1.6} aria-hidden />
      <span className={classes['hidden']}>Sort by</span>
      <select
        className={classes['select']}
        value={nameOf(sort)}
        onChange={(event) => {
          const [column, direction] = event.currentTarget.value.split(':');
          onChange(column ? { column, direction: direction === 'desc' ? 'desc' : 'asc' } : null);
        }}
      >
        {!sort && <option value={NONE}>Best first</option>}
        {sortable.map((column) => (
          <optgroup key={column.id} label={column.label}>
            <option value={`${column.id}:asc`}>{column.label} ↑</option>
            <option value={`${column.id}:desc`}>{column.label} ↓</option>
          </optgroup>
        ))}
      </select>
    </label>
  );
}
