'use client';

import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import classes from './filter-bar.module.css';
import { FilterPlaceContext, useFilterPlace } from './filter-place.ts';
import { FilterShell } from './filter-shell.tsx';
import buttons from './toolbar-button.module.css';
import { ToolbarButton } from './toolbar-button.tsx';

const sheet = new OnDemand(() => import('./filter-sheet.tsx'));

/** The filters in a row; where the table is narrow, one button that opens them as a sheet from below. */
export function FilterBar({
  activeCount,
  onClear,
  children,
}: {
  /** How many filters are on, for the button of the sheet. */
  activeCount: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <div className={classes['row']}>{children}</div>
      <span className={classes['fold']}>
        <ToolbarButton on={activeCount > 0} aria-haspopup="dialog" onClick={() => setOpened(true)}>
          <IconAdjustmentsHorizontal size={16} stroke={1.6} aria-hidden />
          Filters
          {activeCount > 0 && <span className={buttons['count']}>{activeCount}</span>}
        </ToolbarButton>
      </span>
      {opened && (
        <Demanded code={sheet} onClose={close}>
          {({ FilterSheet }) => (
            <FilterSheet canClear={activeCount > 0} onClear={onClear} onClose={close}>
              {children}
            </FilterSheet>
          )}
        </Demanded>
      )}
    </>
  );
}

/** "More ▾": filters that are needed now and then, unfolded inside one popover. */
export function MoreFilters({ activeCount, children }: { activeCount: number; children: ReactNode }) {
  const place = useFilterPlace();
  if (place === 'sheet') return children;
  return (
    <FilterShell label="More" count={activeCount} width={320}>
      <FilterPlaceContext value="sheet">
        <div className={classes['more']}>{children}</div>
      </FilterPlaceContext>
    </FilterShell>
  );
}
