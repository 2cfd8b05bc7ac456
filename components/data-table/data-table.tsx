'use client';

import { type RowData, useTable } from '@tanstack/react-table';
import { type FocusEvent, type PointerEvent, useMemo, useRef } from 'react';
import { usePagePending } from '#components/ui/pending-navigation.ts';
import { countOf, type DataColumn } from './column.ts';
import { ColumnMenu } from './column-menu.tsx';
import classes from './data-table.module.css';
import { EVERYTHING_SELECTED, isSelected, NOTHING_SELECTED, setSelected } from './selection.ts';
import { SelectionBar } from './selection-bar.tsx';
import { SortMenu } from './sort-menu.tsx';
import { columnDefs, features, fromSorting, toSorting } from './table-features.ts';
import { TableFooter } from './table-footer.tsx';
import { TableHead } from './table-head.tsx';
import type { DataTableProps } from './table-props.ts';
import { TableRow } from './table-row.tsx';
import { useGrowingRows } from './use-growing-rows.ts';
import { useIntent } from './use-intent.ts';
import { useNearEnd } from './use-near-end.ts';
import { useRowHandlers } from './use-row-handlers.ts';
import { useRowKeys } from './use-row-keys.ts';
import { useSameRows } from './use-same-rows.ts';
import { useRowInSight, useScrollMemory, wasScrolled } from './use-scroll-memory.ts';
import { useTableLayout } from './use-table-layout.ts';

const CHECKBOX_WIDTH = 36;
const NO_ROWS: never[] = [];

export function DataTable<Row extends RowData>(props: DataTableProps<Row>) {
  const { columns, rowId, rowLabel, page, noun, selection, onSelectionChange, openId = null } = props;
  const { sort = null, onSortChange, onOpen, onEdit, onRest, onPrefetch } = props;
  const rows = useSameRows(props.rows, rowId);
  const region = useRef<HTMLDivElement>(null);
  const drawn = useGrowingRows(region, rows, rowId, wasScrolled(props.listKey));
  const pagePending = usePagePending();
  const pending = props.pending || pagePending;

  const {
    layout,
    setLayout,
    change,
    table: layoutState,
  } = useTableLayout(columns, props.layout ?? null, props.onLayoutChange);
  const table = useTable({
    features,
    columns: useMemo(() => columnDefs(columns), [columns]),
    // It keeps the columns; the rows are drawn as they come.
    data: NO_ROWS,
    state: { ...layoutState, sorting: toSorting(sort) },
    manualSorting: true,
    enableSortingRemoval: false,
    enableMultiSort: false,
    onSortingChange: (update) =>
      onSortChange?.(fromSorting(typeof update === 'function' ? update(toSorting(sort)) : update)),
  });

  const shown = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    return layout.order
      .filter((id) => layout.visible.includes(id))
      .flatMap((id): DataColumn<Row>[] => {
        const column = byId.get(id);
        return column ? [column] : [];
      });
  }, [columns, layout]);

  const handlers = useRowHandlers({ rows, rowId, selection, onSelectionChange, onOpen });
  const keys = useRowKeys({
    region,
    rows,
    rowId,
    openId,
    onOpen,
    onEdit,
    more: props.rowKeys,
    onToggle:
      selection && ((row: Row) => handlers.toggle(rowId(row), !isSelected(selection, rowId(row)), false)),
  });
  useScrollMemory(region, props.listKey);
  useRowInSight(region, openId);
  const row = useIntent<number>(
    onRest &&
      ((id) => {
        const meant = rows.find((one) => rowId(one) === id);
        if (meant !== undefined && id !== openId) onRest(meant);
      }),
  );
  const guess = (event: PointerEvent | FocusEvent) => {
    // A finger that rests scrolls.
    if ('pointerType' in event && event.pointerType !== 'mouse') return;
    const id =
      event.target instanceof Element ? event.target.closest('[data-row]')?.getAttribute('data-row') : null;
    if (id) row.rest(Number(id));
  };
  // The last row is known when all are drawn.
  useNearEnd(region, drawn.length === rows.length ? page.next : null, onPrefetch);

  const { toggle, click } = handlers;
  const { tabStop, activate } = keys;
  const clickable = onOpen !== undefined;
  // A click on a filter draws the table around the rows, not each of two hundred.
  const body = useMemo(
    () =>
      drawn.map((row) => {
        const id = rowId(row);
        return (
          <TableRow
            key={id}
            row={row}
            id={id}
            label={rowLabel(row)}
            columns={shown}
            selectable={selection !== undefined}
            selected={selection !== undefined && isSelected(selection, id)}
            open={openId === id}
            tabStop={tabStop === id}
            clickable={clickable}
            onToggle={toggle}
            onClick={click}
            onFocus={activate}
          />
        );
      }),
    [drawn, rowId, rowLabel, shown, selection, openId, tabStop, clickable, toggle, click, activate],
  );

  const growing = shown.find((column) => column.grow);
  const fixed = growing ? layout.widths[growing.id] !== undefined : true;
  const width =
    shown.reduce((sum, column) => sum + (table.getColumn(column.id)?.getSize() ?? 0), 0) +
    (selection ? CHECKBOX_WIDTH : 0);
  const pageIds = rows.map(rowId);
  const selectedHere = selection ? pageIds.filter((id) => isSelected(selection, id)).length : 0;

  return (
    <div className={classes['root']} data-density={layout.density}>
      <div className={classes['toolbar']}>
        <div className={classes['toolbarMain']}>{props.toolbar}</div>
        <div className={classes['chips']}>{props.chips}</div>
        <div className={classes['toolbarEnd']}>
          <SortMenu columns={columns} sort={sort} onChange={onSortChange} />
          {props.toolbarEnd}
          <ColumnMenu columns={columns} layout={layout} onChange={change} />
        </div>
      </div>
      {props.notices}
      <div className={classes['frame']} aria-busy={pending}>
        {pending && <div className={classes['progress']} aria-hidden />}
        <div className={classes['scroller']} ref={region}>
          {rows.length === 0 ? (
            props.empty
          ) : (
            <table
              className={classes['table']}
              style={fixed ? { width } : { width: `max(100%, ${width}px)` }}
            >
              <caption className={classes['caption']}>{props.caption}</caption>
              <colgroup>
                {selection && <col style={{ width: CHECKBOX_WIDTH }} />}
                {shown.map((column) => (
                  <col
                    key={column.id}
                    data-column={column.id}
                    style={
                      column === growing && !fixed
                        ? {}
                        : { width: table.getColumn(column.id)?.getSize() ?? 0 }
                    }
                  />
                ))}
              </colgroup>
              <TableHead
                table={table}
                columns={shown}
                layout={layout}
                onResize={setLayout}
                onResized={change}
                selection={
                  selection && {
                    state: selectedHere === 0 ? 'none' : selectedHere === rows.length ? 'all' : 'some',
                    label: `Select the ${countOf(rows.length, noun)} on this page`,
                    onToggle: (selected) => onSelectionChange?.(setSelected(selection, pageIds, selected)),
                  }
                }
              />
              {/* Other rows are a new body: a row that both lists have would move, and the reader's place with it. */}
              <tbody
                key={props.listKey}
                onPointerOver={guess}
                onPointerLeave={row.leave}
                onFocus={guess}
                onBlur={row.leave}
              >
                {body}
              </tbody>
            </table>
          )}
        </div>
      </div>
      {selection && (
        <SelectionBar
          selection={selection}
          total={page.total}
          noun={noun}
          onAll={() => onSelectionChange?.(EVERYTHING_SELECTED)}
          onClear={() => onSelectionChange?.(NOTHING_SELECTED)}
          actions={props.bulkActions}
        />
      )}
      <TableFooter
        page={page}
        shown={rows.length}
        noun={noun}
        onNavigate={props.onNavigate}
        onPerChange={props.onPerChange}
        onPrefetch={onPrefetch}
      />
    </div>
  );
}
