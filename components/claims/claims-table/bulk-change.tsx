'use client';

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import { formChoicesAction } from '#lib/claims/actions.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { BULK_FIELDS, type BulkField } from '#lib/claims/vocabulary.ts';
import type { BulkChangeProps } from './bulk-props.ts';

const dialog = new OnDemand(() => import('./bulk-dialog.tsx'));

/** Changes one thing of all selected claims, with one reason, in one transaction. */
export function BulkChange(props: BulkChangeProps) {
  const [field, setField] = useState<BulkField | null>(null);
  const [choices, setChoices] = useState<FormChoices | null>(null);

  const ask = async (one: BulkField) => {
    setField(one);
    // What can be chosen is read when it is: hundreds of tags are nothing that a table needs.
    const read = await attempt(formChoicesAction);
    if (read.ok) return setChoices(read.data);
    toastFailed(read.message);
    setField(null);
  };
  const stop = () => setField(null);
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
            <Menu.Item key={one} onClick={() => ask(one)}>
              {BULK_FIELDS[one]}…
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {field && choices && (
        <Demanded code={dialog} onClose={stop}>
          {({ BulkDialog }) => (
            <BulkDialog key={field} field={field} choices={choices} onClose={stop} {...props} />
          )}
        </Demanded>
      )}
    </>
  );
}
