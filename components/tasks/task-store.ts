'use client';

import { useSyncExternalStore } from 'react';

let changes = 0;
const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  return () => changed.removeEventListener('change', listener);
}

/** Tells the tray that this page has started a task, or changed one. */
export function tasksChanged(): void {
  changes += 1;
  changed.dispatchEvent(new Event('change'));
}

/** How often this page has done so. */
export function useTaskChanges(): number {
  return useSyncExternalStore(
    subscribe,
    () => changes,
    () => 0,
  );
}
