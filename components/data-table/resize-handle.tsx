'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { useRef } from 'react';
import type { DataColumn } from './column.ts';
import { clampWidth, columnWidth, type TableLayout } from './layout.ts';
import classes from './table-head.module.css';

const STEP = 16;

/**
 * The edge of a column: drag it, or move it with the arrow keys; a double click gives the column its own width
 * back. `onResize` follows the pointer, `onResized` comes once, when it is let go.
 */
export function ResizeHandle<Row>({
  column,
  layout,
  onResize,
  onResized,
}: {
  column: DataColumn<Row>;
  layout: TableLayout;
  onResize: (layout: TableLayout) => void;
  onResized: (layout: TableLayout) => void;
}) {
  const drag = useRef<{ x: number; width: number } | null>(null);

  const withWidth = (width: number): TableLayout => ({
    ...layout,
    widths: { ...layout.widths, [column.id]: clampWidth(width, column) },
  });
  const currentWidth = (handle: HTMLElement) =>
    handle.parentElement?.getBoundingClientRect().width ?? columnWidth(column, layout);

  const onPointerDown = (event: PointerEvent<HTMLHRElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: currentWidth(event.currentTarget) };
  };
  const onPointerMove = (event: PointerEvent<HTMLHRElement>) => {
    if (drag.current) onResize(withWidth(drag.current.width + event.clientX - drag.current.x));
  };
  const onPointerUp = (event: PointerEvent<HTMLHRElement>) => {
    const start = drag.current;
    drag.current = null;
    if (start && event.clientX !== start.x) onResized(withWidth(start.width + event.clientX - start.x));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLHRElement>) => {
    const by = event.key === 'ArrowLeft' ? -STEP : event.key === 'ArrowRight' ? STEP : 0;
    if (by === 0) return;
    event.preventDefault();
    onResized(withWidth(currentWidth(event.currentTarget) + by));
  };
  const onDoubleClick = () => {
    const { [column.id]: _own, ...widths } = layout.widths;
    onResized({ ...layout, widths });
  };

  return (
    <hr
      aria-orientation="vertical"
      aria-label={`Width of ${column.label}`}
      aria-valuenow={columnWidth(column, layout)}
      aria-valuemin={clampWidth(0, column)}
      aria-valuemax={clampWidth(Number.MAX_SAFE_INTEGER, column)}
      tabIndex={0}
      className={classes['resize']}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={onDoubleClick}
    />
  );
}
