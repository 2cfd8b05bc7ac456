'use client';

import { Loader } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useEffect, useTransition } from 'react';
import { EmptyState } from './states.tsx';

const LOOK_AGAIN_MS = 1_000;

/** In place of a page whose moment of the past is still being put together; the page comes by itself when it is there. */
export function MomentWait() {
  const router = useRouter();
  const [looking, look] = useTransition();
  useEffect(() => {
    if (looking) return;
    const timer = setTimeout(() => look(() => router.refresh()), LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [looking, router]);
  return (
    <div role="status" aria-live="polite">
      <EmptyState title="Putting the ledger of that moment together" action={<Loader size="sm" />}>
        <p>
          It is made from the history once, and is kept for a while. That takes some seconds, for a very large
          ledger some minutes. This page shows it as soon as it is there.
        </p>
      </EmptyState>
    </div>
  );
}
