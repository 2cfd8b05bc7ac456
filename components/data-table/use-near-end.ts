'use client';

import type { Route } from 'next';
import { type RefObject, useEffect } from 'react';

/** So many rows before the last. */
const NEAR = 8;

/** Calls `reach` with the next page's address once somebody has scrolled near the end of this one. */
export function useNearEnd(
  box: RefObject<HTMLElement | null>,
  next: Route | null,
  reach: ((next: Route) => void) | undefined,
): void {
  useEffect(() => {
    const row = box.current?.querySelector(`tbody tr:nth-last-child(${NEAR})`);
    if (!row || next === null || !reach) return;
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      observer.disconnect();
      reach(next);
    });
    observer.observe(row);
    return () => observer.disconnect();
  }, [box, next, reach]);
}
