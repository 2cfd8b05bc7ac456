'use client';

import { useCallback, useEffect, useRef } from 'react';

/** A pointer that crosses a row on its way elsewhere is gone by then. */
const RESTS_MS = 90;

/**
 * Guesses what somebody is about to open: calls `meant` when the pointer or the focus has rested on something for a moment, once
 * for each thing. `leave` takes a guess back.
 */
export function useIntent<T>(meant: ((what: T) => void) | undefined) {
  const timer = useRef<number | undefined>(undefined);
  const on = useRef<T | null>(null);
  const call = useRef(meant);
  useEffect(() => {
    call.current = meant;
  });
  const leave = useCallback(() => {
    window.clearTimeout(timer.current);
    on.current = null;
  }, []);
  useEffect(() => leave, [leave]);
  const rest = useCallback((what: T) => {
    if (on.current === what) return;
    window.clearTimeout(timer.current);
    on.current = what;
    timer.current = window.setTimeout(() => call.current?.(what), RESTS_MS);
  }, []);
  return { rest, leave };
}
