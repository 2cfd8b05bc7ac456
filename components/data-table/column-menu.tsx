'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconColumns3 } from '@tabler/icons-react';
import { Check } from './check.tsx';
import type { DataColumn } from './column.ts';
import classes from './column-menu.module.css';
import { defaultLayout, moveColumn, type TableLayout, toggleColumn } from './layout.ts';
import { ToolbarButton } from './toolbar-button.tsx';

const DENSITIES = [
  ['compact', 'Compact'],
  ['comfortable', 'Comfortable'],
] as const;

/** Which columns, in which order, how dense. */
export function ColumnMenu<Row>({
  columns,
  layout,
  onChange,
}: {
  columns: readonly DataColumn<Row>[];
  layout: TableLayout;
  onChange: (layout: TableLayout) => void;
}) {
  const byId = new Map(columns.map((column) => [column.id, column]));
  return (
    <span className={classes['wide']}>
      <Popover position="bottom-end" width={268} trapFocus returnFocus>
        <Popover.Target>
          <ToolbarButton>
            <IconColumns3 size={16} stroke={1.6} aria-hidden />
            Columns
          </ToolbarButton>
        </Popover.Target>
        <Popover.Dropdown p={0} aria-label="Columns">
          <ul className={classes['list']}>
            {layout.order.map((id, index) => {
              const column = byId.get(id);
              if (!column) return null;
              const visible = layout.visible.includes(id);
              return (
                <li key={id} className={classes['item']}>
                  {column.required ? (
                    <span className={classes['always']} title="Always shown" />
                  ) : (
                    <Check
                      checked={visible}
                      label={`Show ${column.label}`}
                      onToggle={() => onChange(toggleColumn(layout, id))}
                    />
                  )}
                  <span className={classes['name']}>{column.label}</span>
                  <button
                    type="button"
                    className={classes['move']}
                    aria-label={`Move ${column.label} up`}
                    disabled={index === 0}
                    onClick={() => onChange(moveColumn(layout, id, -1))}
                  >
                    <IconChevronUp size={16} aria-hidden />
                  </button>
                  <button
                    type="button"
                    className={classes['move']}
                    aria-label={`Move ${column.label} down`}
                    disabled={index === layout.order.length - 1}
                    onClick={() => onChange(moveColumn(layout, id, 1))}
                  >
                    <IconChevronDown size={16} aria-hidden />
                  </button>
                </li>
              );
            })}
          </ul>
          <div className={classes['foot']}>
            <fieldset className={classes['density']}>
              <legend className={classes['legend']}>Density</legend>
              {DENSITIES.map(([density, label]) => (
                <label key={density} className={classes['choice']}>
                  <input
                    type="radio"
                    name="density"
                    value={density}
                    checked={layout.density === density}
                    onChange={() => onChange({ ...layout, density })}
                  />
                  {label}
                </label>
              ))}
            </fieldset>
            <button
              type="button"
              className={classes['reset']}
              onClick={() => onChange(defaultLayout(columns))}
            >
              Reset
            </button>
          </div>
        </Popover.Dropdown>
      </Popover>
    </span>
  );
}
