'use client';

import type { Route } from 'next';
import { usePathname, useRouter } from 'next/navigation';
import { createSerializer, type Nullable, type ParserMap, type useQueryStates, type Values } from 'nuqs';
import { useCallback, useEffect, useOptimistic, useRef } from 'react';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { usePrefetch } from '#components/ui/use-prefetch.ts';
import { PER_PAGE } from '#lib/core/list-filter.ts';

type Parsers = Parameters<typeof useQueryStates>[0];

/**
 * Changes of a list's address. A change of the filter, the order or the page's size goes to the first page and keeps what is
 * open beside the table; the old rows stay until the new ones are there. `parsers` must be stable. `wanted` is what was asked for
 * and is not there yet, null when nothing is.
 */
export function useListAddress<P extends Parsers>(parsers: P) {
  type Change = Partial<Nullable<Values<P>>>;
  const router = useRouter();
  const pathname = usePathname();
  const prefetch = usePrefetch();
  const [pending, startTransition] = usePageTransition();
  const [wanted, want] = useOptimistic<Change | null, Change>(null, (former, change) => ({
    ...former,
    ...change,
  }));
  // The window's address follows when the rows are there; who clicks twice before that wants both.
  const asked = useRef<string | null>(null);
  useEffect(() => {
    if (!pending) asked.current = null;
  }, [pending]);

  const hrefOf = useCallback(
    (change: Change) =>
      `${pathname}${createSerializer(parsers as Record<string, object> as ParserMap)(asked.current ?? window.location.search, change)}` as Route,
    [parsers, pathname],
  );
  // Kept from render to render, so that columns made with them are kept, too.
  const set = useCallback(
    (change: Change) => {
      const href = hrefOf(change);
      asked.current = href.slice(pathname.length);
      startTransition(() => {
        want(change);
        router.push(href, { scroll: false });
      });
    },
    [hrefOf, pathname, router, startTransition, want],
  );
  const narrow = useCallback((change: Change) => set({ ...change, after: null }), [set]);
  const open = useCallback((id: number | null) => set(opening<Change>(id)), [set]);
  const showPer = useCallback(
    (per: number) => narrow({ per: PER_PAGE.find((size) => Number(size) === per) ?? null } as Change),
    [narrow],
  );
  const go = useCallback(
    (href: Route) => startTransition(() => router.push(href, { scroll: false })),
    [router, startTransition],
  );
  const prefetchOpen = useCallback((id: number) => prefetch(hrefOf(opening<Change>(id))), [hrefOf, prefetch]);
  /** The row that is open, or is about to be. */
  const openId = (shown: number | null) =>
    wanted !== null && 'open' in wanted ? Number(wanted['open']) || null : shown;
  return { pending, wanted, openId, narrow, open, showPer, go, prefetch, prefetchOpen };
}

function opening<Change>(id: number | null): Change {
  return { open: id === null ? null : String(id) } as Change;
}
