'use client';

import { type MouseEvent, useMemo } from 'react';
import { Check } from './check.tsx';
import type { DataColumn, RowId } from './column.ts';
import classes from './table-row.module.css';

/** Its drawing is kept until something of its own changes: a page may have two hundred rows. */
export function TableRow<Row>({
  row,
  id,
  label,
  columns,
  selectable,
  selected,
  open,
  tabStop,
  clickable,
  onToggle,
  onClick,
  onFocus,
}: {
  row: Row;
  id: RowId;
  label: string;
  /** Shown columns in their order. Handlers and this array must be stable for the drawing to be kept. */
  columns: readonly DataColumn<Row>[];
  selectable: boolean;
  selected: boolean;
  open: boolean;
  tabStop: boolean;
  clickable: boolean;
  onToggle: (id: RowId, selected: boolean, range: boolean) => void;
  onClick: (event: MouseEvent<HTMLElement>, id: RowId) => void;
  onFocus: (id: RowId) => void;
}) {
  const cells = useMemo(
    () =>
      columns.map((column) => (
        <td
          key={column.id}
          className={classes['cell']}
          data-card={column.card}
          data-grow={column.grow || undefined}
          data-align={column.align}
          data-label={column.cardLabel}
          title={column.title?.(row)}
        >
          {column.cell(row)}
        </td>
      )),
    [columns, row],
  );
  return useMemo(
    () => (
      <tr
        className={classes['row']}
        data-row={id}
        data-selected={selected || undefined}
        data-clickable={clickable || undefined}
        aria-current={open ? 'true' : undefined}
        tabIndex={tabStop ? 0 : -1}
        onClick={(event) => onClick(event, id)}
        onFocus={() => onFocus(id)}
      >
        {selectable && (
          <td className={classes['select']}>
            <Check
              checked={selected}
              label={`Select: ${label}`}
              onToggle={(checked, event) => onToggle(id, checked, event.shiftKey)}
            />
          </td>
        )}
        {cells}
      </tr>
    ),
    [cells, id, label, selectable, selected, open, tabStop, clickable, onToggle, onClick, onFocus],
  );
}
