'use client';

import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import Link from 'next/link';
import type { MouseEvent } from 'react';
import { countOf } from '#components/data-table/column.ts';
import { ToolbarButton } from '#components/data-table/toolbar-button.tsx';
import { downloadWhenDone } from '#components/tasks/task-store.ts';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { startExportAction } from '#lib/claims/actions.ts';
import { EXPORTED_AT_ONCE, type ExportFile } from '#lib/claims/vocabulary.ts';
import classes from './claims-table.module.css';

const FILES: { what: ExportFile; href: string; label: string }[] = [
  { what: 'claims.csv', href: '/claims/export.csv', label: 'Claims, CSV' },
  { what: 'evidence.csv', href: '/claims/evidence.csv', label: 'Their evidence, CSV' },
  { what: 'claims.json', href: '/claims/export.json', label: 'Everything, JSON' },
];

/**
 * Downloads of exactly what the filter shows, in its order. Small ones are plain links; a large one is written as long work, and comes
 * when it is done.
 */
export function ExportMenu({
  query,
  total,
  canImport,
}: {
  query: string;
  total: number;
  canImport: boolean;
}) {
  const claims = countOf(total, { one: 'claim', many: 'claims' });
  const exported = async (event: MouseEvent, what: ExportFile) => {
    if (total <= EXPORTED_AT_ONCE) return;
    event.preventDefault();
    const result = await attempt(() => startExportAction({ what, query }));
    if (!result.ok) return toastFailed(result.message);
    downloadWhenDone(result.data.taskId);
    toastDone(
      `Exporting ${claims}. The file comes when it is ready; how far it is shows at the top of the page.`,
    );
  };
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ToolbarButton>
          <IconDownload size={14} aria-hidden />
          <span className={classes['word']}>Export</span>
        </ToolbarButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{claims}, as filtered</Menu.Label>
        {FILES.map(({ what, href, label }) => (
          <Menu.Item
            key={what}
            component="a"
            href={`${href}${query}`}
            download
            onClick={(event: MouseEvent) => exported(event, what)}
          >
            {label}
          </Menu.Item>
        ))}
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
