'use client';

import { usePathname, useRouter } from 'next/navigation';
import { debounce, parseAsString, useQueryStates } from 'nuqs';
import { useRef, useState } from 'react';
import { Keys } from '#components/ui/keys.tsx';
import { usePageTransition } from '#components/ui/pending-navigation.ts';
import { SearchField } from '#components/ui/search-field.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';

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
        <SearchField
          quiet
          input={input}
          name="q"
          label="Search claims"
          placeholder="Search claims, sources, quotes"
          value={value}
          pending={pending}
          hint={<Keys combo="/" />}
          onChange={change}
        />
      </form>
    </search>
  );
}
