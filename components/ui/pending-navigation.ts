'use client';

import { type TransitionStartFunction, useEffect, useId, useSyncExternalStore, useTransition } from 'react';

const underWay = new Set<string>();
const changed = new EventTarget();

function mark(id: string, pending: boolean): void {
  if (pending) underWay.add(id);
  else underWay.delete(id);
  changed.dispatchEvent(new Event('change'));
}

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

/**
 * A transition that the rest of the page can see: use it for every change of the address that brings new rows
 * (`startTransition(() => router.push(…))`, or nuqs' `startTransition` option).
 */
export function usePageTransition(): [boolean, TransitionStartFunction] {
  const id = useId();
  const [pending, start] = useTransition();
  useEffect(() => {
    mark(id, pending);
    return () => mark(id, false);
  }, [id, pending]);
  return [pending, start];
}

/** Whether any page transition is under way, whoever started it. */
export function usePagePending(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => underWay.size > 0,
    () => false,
  );
}
