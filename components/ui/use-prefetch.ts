'use client';

import type { Route } from 'next';
import { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types.js';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

/** Somebody pays for each byte. How fast a connection is told to be depends on how busy the server is, and says nothing here. */
export function isDear(): boolean {
  const { connection } = navigator as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true;
}

/**
 * Fetches a page whole before somebody asks for it, never on a connection that saves data. It is kept for `staleTimes.static`
 * seconds (next.config.ts), and let go when an action or a refresh changes anything.
 */
export function usePrefetch(): (href: Route) => void {
  // The generated types of routes leave the second argument out.
  const router: { prefetch(href: Route, options: { kind: PrefetchKind }): void } = useRouter();
  return useCallback(
    (href) => {
      if (!isDear()) router.prefetch(href, { kind: PrefetchKind.FULL });
    },
    [router],
  );
}
