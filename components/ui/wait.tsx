'use client';

import { Loader } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useTransition } from 'react';
import { EmptyState } from './states.tsx';

const LOOK_AGAIN_MS = 1_000;

/** In place of a page that is still being made ready; the page comes by itself when it is. */
export function Wait({ title, children }: { title: string; children: ReactNode }) {
  const router = useRouter();
  const [looking, look] = useTransition();
  useEffect(() => {
    if (looking) return;
    const timer = setTimeout(() => look(() => router.refresh()), LOOK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [looking, router]);
  return (
    <div role="status" aria-live="polite">
      <EmptyState title={title} action={<Loader size="sm" />}>
        {children}
        <noscript>Load the page again in a moment.</noscript>
      </EmptyState>
    </div>
  );
}
