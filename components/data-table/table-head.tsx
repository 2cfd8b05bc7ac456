'use client';

import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactTable, RowData } from '@tanstack/react-table';
import { Check } from './check.tsx';
import type { DataColumn } from './column.ts';
import type { TableLayout } from './layout.ts';
import { ResizeHandle } from './resize-handle.tsx';
import type { Features } from './table-features.ts';
import classes from './table-head.module.css';

type HeadSelection = {
  state: 'none' | 'some' | 'all';
  label: string;
  onToggle: (selected: boolean) => void;
};

export function TableHead<Row extends RowData>({
  table,
  columns,
  layout,
  onResize,
  onResized,
  selection,
}: {
  table: ReactTable<Features, Row>;
  columns: readonly DataColumn<Row>[];
  layout: TableLayout;
  onResize: (layout: TableLayout) => void;
  onResized: (layout: TableLayout) => void;
  selection: HeadSelection | undefined;
}) {
  return (
    <thead className={classes['head']}>
      <tr>
        {selection && (
          <th scope="col" className={classes['select']}>
            <Check
              checked={selection.state === 'all'}
              partly={selection.state === 'some'}
              label={selection.label}
              onToggle={selection.onToggle}
            />
          </th>
        )}
        {columns.map((column) => {
          const model = table.getColumn(column.id);
          const sorted = model?.getIsSorted() || false;
          return (
            <th
              key={column.id}
              scope="col"
              className={classes['cell']}
              data-align={column.align}
              aria-sort={sorted === 'asc' ? 'ascending' : sorted === 'desc' ? 'descending' : undefined}
            >
              {model?.getCanSort() ? (
                <button
                  type="button"
                  className={classes['sort']}
                  data-sorted={sorted || undefined}
                  onClick={() => model.toggleSorting()}
                >
                  <span className={classes['label']}>{column.label}</span>
                  {sorted === 'desc' ? (
                    <IconArrowDown size={14} stroke={1.8} aria-hidden />
                  ) : (
                    <IconArrowUp size={14} stroke={1.8} aria-hidden />
                  )}
                </button>
              ) : (
                <span className={classes['label']}>{column.label}</span>
              )}
              <ResizeHandle column={column} layout={layout} onResize={onResize} onResized={onResized} />
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
