'use client';

import { CloseButton, Loader, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import classes from './list-search.module.css';

const LONGEST = 256;
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
      <TextInput
        size="xs"
        type="text"
        inputMode="search"
        enterKeyHint="search"
        aria-label={label}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={LONGEST}
        value={q}
        leftSection={<IconSearch size={14} stroke={1.6} aria-hidden />}
        rightSection={
          pending ? (
            <Loader size={12} />
          ) : q ? (
            <CloseButton size={20} aria-label="Clear the search" onClick={() => change('')} />
          ) : null
        }
        onChange={(event) => change(event.currentTarget.value)}
      />
    </search>
  );
}
