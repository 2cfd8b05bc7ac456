'use client';

import { Button, Drawer, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './filter-bar.module.css';
import { FilterPlaceContext } from './filter-place.ts';

/** Changes act at once, as in the bar; the button only closes the sheet. */
export function FilterSheet({
  canClear,
  onClear,
  onClose,
  children,
}: {
  canClear: boolean;
  onClear: () => void;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="85%"
      title="Filters"
      padding={0}
      closeButtonProps={{ 'aria-label': 'Close the filters' }}
      styles={{ header: { paddingInline: 14 } }}
    >
      <FilterPlaceContext value="sheet">{children}</FilterPlaceContext>
      <Group grow className={classes['foot']}>
        <Button variant="default" disabled={!canClear} onClick={onClear}>
          Clear all
        </Button>
        <Button onClick={onClose}>Show the rows</Button>
      </Group>
    </Drawer>
  );
}
