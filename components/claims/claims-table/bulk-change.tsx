'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { BULK_FIELDS, type BulkField } from '#lib/claims/vocabulary.ts';
import type { BulkChangeProps } from './bulk-props.ts';

const BulkDialog = dynamic(() => import('./bulk-dialog.tsx').then((module) => module.BulkDialog), {
  ssr: false,
});

/** Changes one thing of all selected claims, with one reason, in one transaction. */
export function BulkChange(props: BulkChangeProps) {
  const [field, setField] = useState<BulkField | null>(null);
  return (
    <>
      <Menu position="bottom-start" withinPortal>
        <Menu.Target>
          <Button size="xs" rightSection={<IconChevronDown size={14} aria-hidden />}>
            Change
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(BULK_FIELDS) as BulkField[]).map((one) => (
            <Menu.Item key={one} onClick={() => setField(one)}>
              {BULK_FIELDS[one]}…
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {field && <BulkDialog key={field} field={field} onClose={() => setField(null)} {...props} />}
    </>
  );
}
