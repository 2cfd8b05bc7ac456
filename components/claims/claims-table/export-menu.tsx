'use client';

import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import { ToolbarButton } from '#components/data-table/toolbar-button.tsx';
import classes from './claims-table.module.css';

/** Downloads of exactly what the filter shows, in its order. Plain links: the browser shows the progress. */
export function ExportMenu({
  query,
  total,
  canImport,
}: {
  query: string;
  total: number;
  canImport: boolean;
}) {
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolbarButton>
          <IconDownload size={14} aria-hidden />
          <span className={classes['word']}>Export</span>
        </ToolbarButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {total.toLocaleString('en-GB')} {total === 1 ? 'claim' : 'claims'}, as filtered
        </Menu.Label>
        <Menu.Item component="a" href={`/claims/export.csv${query}`} download>
          Claims, CSV
        </Menu.Item>
        <Menu.Item component="a" href={`/claims/evidence.csv${query}`} download>
          Their evidence, CSV
        </Menu.Item>
        <Menu.Item component="a" href={`/claims/export.json${query}`} download>
          Everything, JSON
        </Menu.Item>
        {canImport && (
          <>
            <Menu.Divider />
            <Menu.Item component={Link} href="/claims/import">
              Import a CSV file
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
