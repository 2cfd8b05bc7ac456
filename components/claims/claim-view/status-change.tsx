'use client';

import { Button } from '@mantine/core';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import type { StatusOfClaim } from './status-form.tsx';
import { useReturnFocus } from './use-return-focus.ts';

const StatusForm = dynamic(() => import('./status-form.tsx').then((module) => module.StatusForm), {
  loading: () => <TextSkeleton lines={4} />,
});

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
  if (open)
    return <StatusForm claim={claim} onMissing={onMissing} userId={userId} onClose={() => setOpen(false)} />;
  return (
    <>
      {children}
      <Button ref={button} variant="default" size="xs" mt={12} onClick={() => setOpen(true)}>
        {claim.status === 'unverified' ? 'Give a status' : 'Change the status'}
      </Button>
    </>
  );
}
