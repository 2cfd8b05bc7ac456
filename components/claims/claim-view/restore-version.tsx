'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { RestoreProps } from './restore-dialog.tsx';

const RestoreDialog = dynamic(() => import('./restore-dialog.tsx').then((module) => module.RestoreDialog), {
  ssr: false,
});

/** One button that brings an earlier version back, after showing what that changes. */
export function RestoreVersion(props: RestoreProps) {
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState(false);
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
      {asked && <RestoreDialog {...props} opened={opened} onClose={() => setOpened(false)} />}
    </>
  );
}
