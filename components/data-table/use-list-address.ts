'use client';

import { type Nullable, useQueryStates, type Values } from 'nuqs';
import { useCallback } from 'react';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { PER_PAGE } from '#lib/core/list-filter.ts';

type Parsers = Parameters<typeof useQueryStates>[0];

/**
 * Changes of a list's address. A change of the filter, the order or the page's size goes to the first page and keeps what is
 * open beside the table; the old rows stay until the new ones are there.
 */
export function useListAddress<P extends Parsers>(parsers: P) {
  const [pending, startTransition] = usePageTransition();
  const [, setValues] = useQueryStates(parsers, {
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  // Kept from render to render, so that columns made with them are kept, too.
  const set = useCallback(
    (values: Record<string, unknown>) => {
      setValues(values as Partial<Nullable<Values<P>>>).catch(reportError);
    },
    [setValues],
  );
  const narrow = useCallback(
    (change: Partial<Nullable<Values<P>>>) => set({ ...change, after: null }),
    [set],
  );
  const open = useCallback((id: number | null) => set({ open: id === null ? null : String(id) }), [set]);
  const showPer = useCallback(
    (per: number) => set({ per: PER_PAGE.find((size) => Number(size) === per) ?? null, after: null }),
    [set],
  );
  return { pending, startTransition, narrow, open, showPer };
}
