'use client';

import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import checks from './check.module.css';
import classes from './facet-filter.module.css';
import { FilterShell } from './filter-shell.tsx';

export type FacetOption = {
  value: string;
  label: string;
  /** Rows that would match, the facet's own filter left out. */
  count: number;
  icon?: ReactNode;
};

export type FacetFilterProps = {
  label: string;
  /** Asked for when somebody looks; null while they are not counted yet. */
  options: () => readonly FacetOption[] | null;
  /** Whether counting them failed. */
  failed?: boolean;
  selected: readonly string[];
  onChange: (selected: string[]) => void;
  /** A search field over the options; by default from twelve options on. */
  searchable?: boolean;
  /** Finds values that are not among the options; null where it cannot be told. */
  search?: (text: string) => Promise<FacetOption[] | null>;
  /** One choice at most: choosing another replaces it. */
  single?: boolean;
};

const NONE: readonly FacetOption[] = [];
const SEARCH_FROM = 12;
const MOST_SHOWN = 200;
const DELAY_MS = 200;

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** What a search beyond the options found for the text; empty until it is there. */
function useFound(text: string, search: FacetFilterProps['search']): readonly FacetOption[] {
  const [found, setFound] = useState<{ text: string; options: readonly FacetOption[] }>({
    text: '',
    options: [],
  });
  useEffect(() => {
    if (text === '' || !search) return;
    let stale = false;
    const timer = window.setTimeout(async () => {
      const options = await search(text);
      if (!stale && options) setFound({ text, options });
    }, DELAY_MS);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [text, search]);
  return found.text === text ? found.options : [];
}

/** "Status ▾": the values of one column with live counts. */
export function FacetFilter(props: FacetFilterProps) {
  return (
    <FilterShell label={props.label} count={props.selected.length}>
      <FacetList {...props} />
    </FilterShell>
  );
}

/** Arrow keys walk through the list. It is drawn when it is open: a table has a dozen of up to fifty values. */
function FacetList({
  label,
  options: optionsNow,
  selected,
  onChange,
  searchable,
  single = false,
  failed = false,
  search,
}: FacetFilterProps) {
  const options = optionsNow() ?? NONE;
  const counted = options !== NONE;
  const [query, setQuery] = useState('');
  const name = useId();
  const wanted = fold(query.trim());
  const found = useFound(wanted, search);
  const known = new Set(options.map((option) => option.value));
  const matching = [
    ...options.filter((option) => !wanted || fold(option.label).includes(wanted)),
    ...found.filter((option) => !known.has(option.value)),
  ];
  const shown = matching.slice(0, MOST_SHOWN);

  const toggle = (value: string) => {
    const on = selected.includes(value);
    if (single) onChange(on ? [] : [value]);
    else onChange(on ? selected.filter((other) => other !== value) : [...selected, value]);
  };

  const walk = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    const stops = [...event.currentTarget.querySelectorAll<Element>('input')];
    const at = document.activeElement ? stops.indexOf(document.activeElement) : -1;
    event.preventDefault();
    const next = stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))];
    if (next instanceof HTMLElement) next.focus();
  };

  return (
    <fieldset className={classes['group']} aria-label={label} onKeyDown={walk}>
      {(searchable ?? options.length >= SEARCH_FROM) && (
        <input
          type="text"
          className={classes['search']}
          aria-label={`Search in ${label}`}
          placeholder="Search"
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            const first = shown[0];
            if (event.key !== 'Enter' || !first || !wanted) return;
            event.preventDefault();
            toggle(first.value);
            setQuery('');
          }}
        />
      )}
      <ul className={classes['list']}>
        {shown.map((option) => (
          <li key={option.value}>
            <label className={classes['option']} data-empty={option.count === 0 || undefined}>
              <input
                type="checkbox"
                name={name}
                className={checks['box']}
                checked={selected.includes(option.value)}
                onChange={() => toggle(option.value)}
              />
              {option.icon}
              <span className={classes['name']}>{option.label}</span>
              <span className={classes['count']}>{option.count.toLocaleString('en-GB')}</span>
            </label>
          </li>
        ))}
      </ul>
      {shown.length === 0 && (
        <p className={classes['note']} role="status">
          {counted ? 'Nothing of that name' : failed ? 'Counting failed: load the page again' : 'Counting…'}
        </p>
      )}
      {matching.length > shown.length && (
        <p className={classes['note']}>{matching.length - shown.length} more: search to narrow</p>
      )}
      {selected.length > 0 && (
        <div className={classes['foot']}>
          <button type="button" className={classes['clear']} onClick={() => onChange([])}>
            Clear {label.toLowerCase()}
          </button>
        </div>
      )}
    </fieldset>
  );
}
