'use client';

import { Popover } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useFilterPlace } from './filter-place.ts';
import classes from './filter-shell.module.css';
import buttons from './toolbar-button.module.css';
import { ToolbarButton } from './toolbar-button.tsx';

/** What every filter shares: its name, how many choices are on, and a body that opens. */
export function FilterShell({
  label,
  count,
  width = 280,
  children,
}: {
  label: string;
  count: number;
  width?: number;
  children: ReactNode;
}) {
  const place = useFilterPlace();
  const [opened, setOpened] = useState(false);
  const chosen = count > 0 && (
    <span className={buttons['count']}>
      {count}
      <span className={classes['hidden']}> chosen</span>
    </span>
  );
  if (place === 'sheet') {
    return (
      <details className={classes['fold']} open={count > 0}>
        <summary className={classes['summary']}>
          <span className={classes['summaryName']}>
            {label}
            {chosen}
          </span>
          <IconChevronDown size={16} stroke={1.6} aria-hidden />
        </summary>
        {children}
      </details>
    );
  }
  return (
    <Popover width={width} opened={opened} onChange={setOpened} trapFocus returnFocus>
      <Popover.Target>
        <ToolbarButton on={count > 0} onClick={() => setOpened((was) => !was)}>
          {label}
          {/* In one place, so that a choice does not push the filters beside it. */}
          {chosen || <IconChevronDown size={14} stroke={1.6} aria-hidden />}
        </ToolbarButton>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={label}>
        {children}
      </Popover.Dropdown>
    </Popover>
  );
}
