'use client';

import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { RowId } from './column.ts';

const places = new Map<string, number>();

/** Whether somebody left this list further down. */
export function wasScrolled(key: string | undefined): boolean {
  return key !== undefined && (places.get(key) ?? 0) > 0;
}

/** Keeps the row in sight that opens beside the list, and that was open when it closes: columns become cards, and back. */
export function useRowInSight(box: RefObject<HTMLElement | null>, openId: RowId | null): void {
  const last = useRef(openId);
  useLayoutEffect(() => {
    const id = openId ?? last.current;
    last.current = openId;
    const element = box.current;
    if (!element || id === null) return;
    const show = () => element.querySelector(`[data-row="${id}"]`)?.scrollIntoView({ block: 'nearest' });
    show();
    // The list makes room for the panel a frame later.
    const { clientWidth } = element;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === clientWidth) return;
      observer.disconnect();
      show();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, openId]);
}

/** Keeps the scroll place of a box per list, so that going back to a list finds it where it was. */
export function useScrollMemory(box: RefObject<HTMLElement | null>, key: string | undefined): void {
  const shown = useRef<string | undefined>(undefined);
  useLayoutEffect(() => {
    if (!box.current || key === undefined || shown.current === key) return;
    shown.current = key;
    box.current.scrollTop = places.get(key) ?? 0;
  }, [box, key]);
  useEffect(() => {
    const element = box.current;
    if (!element || key === undefined) return;
    const remember = () => places.set(key, element.scrollTop);
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [box, key]);
}
