'use client';

import { type UrlKeys, useQueryStates, type Values } from 'nuqs';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { CLAIM_PARSERS } from '#lib/claims/filter.ts';

export type FilterValues = Values<typeof CLAIM_PARSERS>;
type Change = Partial<{ [K in keyof FilterValues]: FilterValues[K] | null }>;

const PLAIN_KEYS: UrlKeys<typeof CLAIM_PARSERS> = {};

/**
 * The table's address: what it says now, and changes to it. A change of the filter or the order goes to the first page and
 * keeps the claim beside the table; the old rows stay until the new ones are there.
 */
export function useClaimFilter() {
  const [pending, startTransition] = usePageTransition();
  const [values, setValues] = useQueryStates(CLAIM_PARSERS, {
    urlKeys: PLAIN_KEYS,
    shallow: false,
    history: 'push',
    scroll: false,
    startTransition,
  });
  const narrow = (change: Change) => {
    setValues({ ...change, after: null }).catch(reportError);
  };
  const open = (id: number | null) => {
    setValues({ open: id === null ? null : String(id) }).catch(reportError);
  };
  return { values, pending, narrow, open, startTransition };
}
