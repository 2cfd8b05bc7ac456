'use client';

import { type UrlKeys, useQueryStates, type Values } from 'nuqs';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { SOURCE_PARSERS } from '#lib/sources/filter.ts';

type FilterValues = Values<typeof SOURCE_PARSERS>;
type Change = Partial<{ [K in keyof FilterValues]: FilterValues[K] | null }>;

const PLAIN_KEYS: UrlKeys<typeof SOURCE_PARSERS> = {};

/**
 * Changes of the table's address. A change of the filter or the order goes to the first page and keeps the source beside the
 * table; the old rows stay until the new ones are there.
 */
export function useSourceFilter() {
  const [pending, startTransition] = usePageTransition();
  const [, setValues] = useQueryStates(SOURCE_PARSERS, {
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
  return { pending, narrow, open, startTransition };
}
