import type { DataColumn } from './column.ts';

type Density = 'compact' | 'comfortable';

/** A person's arrangement of one table; plain JSON, saved as it is. `widths` are pixels by column id. */
export type TableLayout = {
  visible: string[];
  order: string[];
  widths: Record<string, number>;
  density: Density;
};

type LayoutColumn = Pick<
  DataColumn<never>,
  'id' | 'required' | 'hiddenByDefault' | 'width' | 'minWidth' | 'grow'
>;

const DEFAULT_WIDTH = 120;
const DEFAULT_GROW_WIDTH = 260;
const NARROWEST = 56;
const WIDEST = 960;

export function defaultLayout(columns: readonly LayoutColumn[]): TableLayout {
  return {
    visible: columns.filter((column) => !column.hiddenByDefault).map((column) => column.id),
    order: columns.map((column) => column.id),
    widths: {},
    density: 'compact',
  };
}

/**
 * Makes a saved layout fit today's columns: unknown ids go, columns added since stand at their own place,
 * required ones are visible, widths are kept within bounds. Null gives the default.
 */
export function normaliseLayout(columns: readonly LayoutColumn[], saved: TableLayout | null): TableLayout {
  const fallback = defaultLayout(columns);
  if (!saved) return fallback;
  const known = new Map(columns.map((column) => [column.id, column]));
  const order = [...new Set(saved.order)].filter((id) => known.has(id));
  for (const [index, column] of columns.entries()) {
    if (!order.includes(column.id)) order.splice(index, 0, column.id);
  }
  const wanted = new Set(saved.visible);
  const seen = new Set(saved.order);
  const visible = order.filter((id) => {
    const column = known.get(id);
    return column?.required || wanted.has(id) || (!seen.has(id) && !column?.hiddenByDefault);
  });
  const widths: Record<string, number> = {};
  for (const [id, width] of Object.entries(saved.widths)) {
    const column = known.get(id);
    if (column && Number.isFinite(width)) widths[id] = clampWidth(width, column);
  }
  return {
    visible,
    order,
    widths,
    density: saved.density === 'comfortable' ? 'comfortable' : 'compact',
  };
}

export function clampWidth(width: number, column: Pick<LayoutColumn, 'minWidth'>): number {
  return Math.round(Math.min(WIDEST, Math.max(column.minWidth ?? NARROWEST, width)));
}

export function columnWidth(column: LayoutColumn, layout: TableLayout): number {
  return layout.widths[column.id] ?? column.width ?? (column.grow ? DEFAULT_GROW_WIDTH : DEFAULT_WIDTH);
}

/** Moves a column one place in the order of all columns; at the ends nothing changes. */
export function moveColumn(layout: TableLayout, id: string, by: -1 | 1): TableLayout {
  const from = layout.order.indexOf(id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= layout.order.length) return layout;
  const order = layout.order.filter((other) => other !== id);
  order.splice(to, 0, id);
  return { ...layout, order };
}

export function toggleColumn(layout: TableLayout, id: string): TableLayout {
  const visible = layout.visible.includes(id)
    ? layout.visible.filter((other) => other !== id)
    : [...layout.visible, id];
  return { ...layout, visible };
}

/** A layout as it was saved; null where it is none. */
export function parseLayout(saved: unknown): TableLayout | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { visible, order, widths, density } = saved as Partial<Record<keyof TableLayout, unknown>>;
  if (!isTexts(visible) || !isTexts(order) || typeof widths !== 'object' || widths === null) return null;
  return {
    visible,
    order,
    widths: Object.fromEntries(Object.entries(widths).filter(([, width]) => typeof width === 'number')),
    density: density === 'comfortable' ? 'comfortable' : 'compact',
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
