'use client';

import { useSyncExternalStore } from 'react';

/** What floats above every page. One at a time. */
export type Overlay = 'help' | 'palette' | null;

let current: Overlay = null;
const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

export function showOverlay(next: Overlay): void {
  current = next;
  changed.dispatchEvent(new Event('change'));
}

export function useOverlay(): Overlay {
  return useSyncExternalStore(
    subscribe,
    () => current,
    () => null,
  );
}
