'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import type { RestoreProps } from './restore-dialog.tsx';

const dialog = new OnDemand(() => import('./restore-dialog.tsx'));

/** One button that brings an earlier version back, after showing what that changes. */
export function RestoreVersion(props: RestoreProps) {
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
  const close = () => setOpened(false);
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Restore this version: ${props.to}`}
        onClick={() => {
          setAsked(true);
          setOpened(true);
        }}
      >
        Restore this version
      </Button>
      {asked && (opened || dialog.module !== null) && (
        <Demanded code={dialog} onClose={close}>
          {({ RestoreDialog }) => <RestoreDialog {...props} opened={opened} onClose={close} />}
        </Demanded>
      )}
    </>
  );
}
