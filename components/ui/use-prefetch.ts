'use client';

import type { Route } from 'next';
import { PrefetchKind } from 'next/dist/client/components/router-reducer/router-reducer-types.js';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';

type Connection = { saveData?: boolean; effectiveType?: string };

/** Somebody pays for each byte, or waits long for it. */
function isDear(): boolean {
  const { connection } = navigator as Navigator & { connection?: Connection };
  return connection?.saveData === true || connection?.effectiveType?.endsWith('2g') === true;
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
