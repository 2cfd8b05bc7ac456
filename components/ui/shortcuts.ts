'use client';

import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isInFloating, isTyping, shortcutOf } from './shortcut-keys.ts';

export type Shortcuts = Record<string, (event: KeyboardEvent) => void>;

const STORE = 'single-key-shortcuts';
const changed = new EventTarget();

function subscribe(listener: () => void): () => void {
  changed.addEventListener('change', listener);
  window.addEventListener('storage', listener);
  return () => {
    changed.removeEventListener('change', listener);
    window.removeEventListener('storage', listener);
  };
}

function singleKeysOn(): boolean {
  return window.localStorage.getItem(STORE) !== 'off';
}

/** Whether single keys act at all. People who dictate must be able to turn them off (WCAG 2.1.4). */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, singleKeysOn, () => true);
  return [
    on,
    (next) => {
      window.localStorage.setItem(STORE, next ? 'on' : 'off');
      changed.dispatchEvent(new Event('change'));
    },
  ];
}

/**
 * Keys for the whole page while the component is mounted, named as in shortcutOf. They never fire while somebody
 * types or a menu or dialog is open, except those with `mod+`. A handler that does nothing should return early
 * before preventDefault; the hook prevents nothing itself.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = shortcutOf(event);
      const run = name === null ? undefined : latest.current[name];
      if (!run || name === null) return;
      if (!name.startsWith('mod+')) {
        if (isTyping(event.target) || isInFloating(event.target)) return;
        if (name.length === 1 && !singleKeysOn()) return;
      }
      run(event);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
