'use client';

import { useSyncExternalStore } from 'react';
import type { TaskRow } from '#lib/tasks/schema.ts';

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

const awaited = new Set<number>();

/** Has the file of a task that this page has just started downloaded once it is there, as long as the page is open. */
export function downloadWhenDone(taskId: number): void {
  awaited.add(taskId);
  tasksChanged();
}

/** Downloads what this page waits for of the tasks that have ended, once. */
export function downloadAwaited(ended: readonly TaskRow[]): void {
  for (const { id, state, href } of ended) {
    if (!awaited.delete(id) || state !== 'done' || href === null) continue;
    const link = document.createElement('a');
    link.href = href;
    link.download = '';
    link.click();
  }
}
