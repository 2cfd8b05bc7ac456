'use client';

import type { Route } from 'next';
import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { createSerializer, type Nullable, type ParserMap, type useQueryStates, type Values } from 'nuqs';
import { startTransition as inBackground, useCallback, useEffect, useOptimistic, useRef } from 'react';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { toastIfOffline } from '#components/ui/toast.tsx';
import { usePrefetch } from '#components/ui/use-prefetch.ts';
import { openOf, PER_PAGE } from '#lib/core/list-filter.ts';

type Parsers = Parameters<typeof useQueryStates>[0];

/**
 * Changes of a list's address. A change of the filter, the order or the page's size goes to the first page and keeps what is
 * open beside the table; the old rows stay until the new ones are there. `parsers` must be stable. `wanted` is what was asked for
 * and is not there yet, null when nothing is; `openId` is the row that is open, or is about to be.
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
  const [openId, showOpen] = useOptimistic(
    openOf(useSearchParams().get('open')),
    (_, id: number | null) => id,
  );
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
  const push = useCallback(
    (href: Route) => {
      asked.current = href.slice(pathname.length);
      router.push(href, { scroll: false });
    },
    [pathname, router],
  );
  // Kept from render to render, so that columns made with them are kept, too.
  const set = useCallback(
    (change: Change) => {
      if (toastIfOffline()) return;
      const href = hrefOf(change);
      startTransition(() => {
        want(change);
        push(href);
      });
    },
    [hrefOf, push, startTransition, want],
  );
  const narrow = useCallback((change: Change) => set({ ...change, after: null }), [set]);
  // The rows stay as they are: only the address tells, without asking the server. Beside other changes under way it goes with them.
  const open = useCallback(
    (id: number | null) => {
      const href = hrefOf({ open: id === null ? null : String(id) } as Change);
      const alone = asked.current === null;
      (alone ? inBackground : startTransition)(() => {
        showOpen(id);
        if (alone) window.history.pushState(null, '', href);
        else push(href);
      });
    },
    [hrefOf, push, showOpen, startTransition],
  );
  const showPer = useCallback(
    (per: number) => narrow({ per: PER_PAGE.find((size) => Number(size) === per) ?? null } as Change),
    [narrow],
  );
  const go = useCallback(
    (href: Route) => {
      if (!toastIfOffline()) startTransition(() => router.push(href, { scroll: false }));
    },
    [router, startTransition],
  );
  return { pending, wanted, openId, narrow, open, showPer, go, prefetch };
}
