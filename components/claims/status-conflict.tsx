'use client';

import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { StatusBadge } from './status-badge.tsx';
import classes from './status-conflict.module.css';

/** Somebody else gave a status while this one was being written: both are here, and one is chosen. */
export function StatusConflict({
  theirs,
  pending,
  onKeepMine,
  onTakeTheirs,
}: {
  theirs: { status: ClaimStatus; rationale: string };
  pending: boolean;
  onKeepMine: () => void;
  onTakeTheirs: () => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <div ref={box} className={classes['conflict']} role="alert" tabIndex={-1}>
      <p className={classes['title']}>Somebody else changed this claim meanwhile</p>
      <p>It now says:</p>
      <div className={classes['theirs']}>
        <StatusBadge status={theirs.status} />
        <p className={classes['rationale']}>{theirs.rationale || 'No rationale.'}</p>
      </div>
      <p>What you wrote is below. Nothing is overwritten until you choose.</p>
      <Group gap="xs" mt={12}>
        <Button size="xs" loading={pending} onClick={onKeepMine}>
          Save mine over it
        </Button>
        <Button size="xs" variant="default" onClick={onTakeTheirs}>
          Leave theirs
        </Button>
      </Group>
    </div>
  );
}
