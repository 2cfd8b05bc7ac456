'use client';

import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import classes from './list-search.module.css';

const DELAY = debounce(250);

/** A search within one list: narrows it while somebody types and goes back to its first page. */
export function ListSearch({ label, placeholder }: { label: string; placeholder: string }) {
  const [pending, startTransition] = usePageTransition();
  const [{ q }, setQuery] = useQueryStates(
    { q: parseAsString.withDefault(''), after: parseAsString },
    { shallow: false, startTransition, history: 'replace', clearOnDefault: true, scroll: false },
  );
  const change = (next: string) =>
    setQuery({ q: next, after: null }, next ? { limitUrlUpdates: DELAY } : {}).catch(reportError);
  return (
    <search className={classes['search']}>
      <SearchField label={label} placeholder={placeholder} value={q} pending={pending} onChange={change} />
    </search>
  );
}
