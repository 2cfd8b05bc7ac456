import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  columnWidth,
  defaultLayout,
  moveColumn,
  normaliseLayout,
  type TableLayout,
  toggleColumn,
} from '#components/data-table/layout.ts';

const COLUMNS = [
  { id: 'statement', required: true, grow: true },
  { id: 'status', width: 124 },
  { id: 'topic' },
  { id: 'claimant', hiddenByDefault: true, minWidth: 100 },
];
const saved: TableLayout = {
  visible: ['statement', 'status'],
  order: ['status', 'statement', 'topic', 'claimant'],
  widths: { status: 200 },
  density: 'comfortable',
};

const anyLayout = fc.record({
  visible: fc.array(fc.constantFrom('statement', 'status', 'topic', 'claimant', 'gone')),
  order: fc.array(fc.constantFrom('statement', 'status', 'topic', 'claimant', 'gone')),
  widths: fc.dictionary(fc.constantFrom('status', 'claimant', 'gone'), fc.double()),
  density: fc.constantFrom('compact' as const, 'comfortable' as const),
});

describe('normaliseLayout', () => {
  test('without a saved layout shows the default columns', () => {
    expect(normaliseLayout(COLUMNS, null)).toEqual(defaultLayout(COLUMNS));
    expect(defaultLayout(COLUMNS).visible).toEqual(['statement', 'status', 'topic']);
  });

  test('keeps what was chosen', () => {
    expect(normaliseLayout(COLUMNS, saved)).toMatchObject({
      visible: ['status', 'statement'],
      order: ['status', 'statement', 'topic', 'claimant'],
      widths: { status: 200 },
      density: 'comfortable',
    });
  });

  test('shows a column that is newer than the saved layout, at its place', () => {
    const old = { ...saved, order: ['status', 'statement', 'claimant'] };
    const layout = normaliseLayout(COLUMNS, old);
    expect(layout.order).toEqual(['status', 'statement', 'topic', 'claimant']);
    expect(layout.visible).toContain('topic');
  });

  test('whatever was saved: every column once, none unknown, required ones visible, widths in bounds', () => {
    fc.assert(
      fc.property(anyLayout, (given) => {
        const layout = normaliseLayout(COLUMNS, given);
        expect(layout.order.toSorted()).toEqual(['claimant', 'statement', 'status', 'topic']);
        expect(layout.visible).toContain('statement');
        expect(layout.visible.every((id) => layout.order.includes(id))).toBe(true);
        expect(Object.keys(layout.widths)).not.toContain('gone');
        expect(Object.values(layout.widths).every((width) => width >= 56 && width <= 960)).toBe(true);
        expect(normaliseLayout(COLUMNS, layout)).toEqual(layout);
      }),
    );
  });
});

describe('changes', () => {
  test('moveColumn moves by one place and stops at the ends', () => {
    const layout = defaultLayout(COLUMNS);
    expect(moveColumn(layout, 'topic', -1).order).toEqual(['statement', 'topic', 'status', 'claimant']);
    expect(moveColumn(layout, 'statement', -1)).toBe(layout);
    expect(moveColumn(layout, 'claimant', 1)).toBe(layout);
    expect(moveColumn(layout, 'gone', 1)).toBe(layout);
  });

  test('toggleColumn twice changes nothing', () => {
    const layout = defaultLayout(COLUMNS);
    expect(toggleColumn(toggleColumn(layout, 'claimant'), 'claimant')).toEqual(layout);
  });

  test('columnWidth prefers the chosen width, then the column, then a default', () => {
    const layout = defaultLayout(COLUMNS);
    expect(columnWidth({ id: 'status', width: 124 }, saved)).toBe(200);
    expect(columnWidth({ id: 'status', width: 124 }, layout)).toBe(124);
    expect(columnWidth({ id: 'topic' }, layout)).toBe(120);
  });
});
