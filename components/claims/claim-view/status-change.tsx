'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import type { StatusOfClaim } from './status-form.tsx';
import { useReturnFocus } from './use-return-focus.ts';

const statusForm = new OnDemand(() => import('./status-form.tsx'));

/** The status as it is, and a form in its place to change it. */
export function StatusChange({
  claim,
  onMissing,
  userId,
  children,
}: {
  claim: StatusOfClaim;
  onMissing: boolean;
  userId: number;
  children: ReactNode;
}) {
  const [open, setOpen] = useState(false);
  const button = useReturnFocus(open);
  const close = () => setOpen(false);
  if (open)
    return (
      <Demanded code={statusForm} loading={<TextSkeleton lines={4} />} onClose={close}>
        {({ StatusForm }) => (
          <StatusForm claim={claim} onMissing={onMissing} userId={userId} onClose={close} />
        )}
      </Demanded>
    );
  return (
    <>
      {children}
      <Button ref={button} variant="default" size="xs" mt={12} onClick={() => setOpen(true)}>
        {claim.status === 'unverified' ? 'Give a status' : 'Change the status'}
      </Button>
    </>
  );
}
