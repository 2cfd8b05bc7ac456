'use client';

import { CloseButton, Loader, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { usePathname, useRouter } from 'next/navigation';
import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { useRef, useState } from 'react';
import { Keys } from '#components/ui/keys.tsx';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import classes from './header-search.module.css';

const LONGEST = 256;
const DELAY = debounce(250);

/**
 * Search over claims. On the list it filters while somebody types and keeps the other filters; elsewhere Enter
 * goes to the list. A new search starts at the first page.
 */
export function HeaderSearch() {
  const pathname = usePathname();
  const router = useRouter();
  const onList = pathname === '/' || pathname === '/claims';
  const input = useRef<HTMLInputElement>(null);
  const [pending, startTransition] = usePageTransition();
  const [typed, setTyped] = useState('');
  const [{ q }, setQuery] = useQueryStates(
    { q: parseAsString.withDefault(''), after: parseAsString },
    { shallow: false, startTransition, history: 'replace', clearOnDefault: true },
  );
  const value = onList ? q : typed;

  const change = (next: string) => {
    if (onList) {
      setQuery({ q: next, after: null }, next ? { limitUrlUpdates: DELAY } : {}).catch(reportError);
    } else {
      setTyped(next);
    }
  };

  useShortcuts({
    '/': (event) => {
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    },
  });

  return (
    <search>
      <form
        action="/claims"
        onSubmit={(event) => {
          event.preventDefault();
          if (onList) setQuery({ q: value, after: null }).catch(reportError);
          else startTransition(() => router.push(`/claims?q=${encodeURIComponent(value.trim())}`));
        }}
      >
        <TextInput
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          name="q"
          aria-label="Search claims"
          placeholder="Search claims, sources, quotes"
          autoComplete="off"
          spellCheck={false}
          maxLength={LONGEST}
          value={value}
          classNames={{ input: classes['input'] ?? '', section: classes['section'] ?? '' }}
          leftSection={<IconSearch size={16} stroke={1.6} aria-hidden />}
          rightSection={
            pending ? (
              <Loader size={14} />
            ) : value ? (
              <CloseButton size={24} aria-label="Clear the search" onClick={() => change('')} />
            ) : (
              <span className={classes['hint']} aria-hidden>
                <Keys combo="/" />
              </span>
            )
          }
          onChange={(event) => change(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
      </form>
    </search>
  );
}
