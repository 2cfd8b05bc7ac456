'use client';

import { useMemo } from 'react';
import { DateRangeFilter } from '#components/data-table/date-range-filter.tsx';
import { DayFilter } from '#components/data-table/day-filter.tsx';
import { FacetFilter, type FacetOption as Option } from '#components/data-table/facet-filter.tsx';
import { FilterBar, MoreFilters } from '#components/data-table/filter-bar.tsx';
import { FilterChips } from '#components/data-table/filter-chips.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { useSettled } from '#components/ui/use-settled.ts';
import { searchFacetAction } from '#lib/claims/actions.ts';
import { type ClaimNarrowing, claimList, type NarrowingKey } from '#lib/claims/filter.ts';
import type { FacetKey, Facets, FilterNames } from '#lib/claims/schema.ts';
import { CLAIM_STATUSES, PRIORITIES } from '#lib/claims/vocabulary.ts';
import { parseEdtf } from '#lib/core/edtf.ts';
import { DAY_FORM, momentProblem, readDay } from '#lib/core/moment.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { StatusIcon } from '../status-icon.tsx';
import { FILTER_LABELS, type NameOf, valueLabel } from './filter-words.ts';

type Lists = Pick<ClaimNarrowing, FacetKey>;
type Narrow = (change: Partial<ClaimNarrowing>) => void;

const MAIN: readonly FacetKey[] = ['status', 'topic', 'claimant', 'publisher'];
const MORE: readonly FacetKey[] = [
  'kind',
  'fact',
  'tag',
  'language',
  'assignee',
  'priority',
  'sources',
  'quote',
];
/** Facets of few values keep their own order and show values without claims, too. */
const FIXED: Partial<Record<FacetKey, readonly string[]>> = {
  status: CLAIM_STATUSES,
  priority: PRIORITIES,
  kind: SOURCE_KINDS,
  sources: ['none', 'one', 'many'],
  quote: QUOTE_OUTCOMES,
};

function check(text: string): string | null {
  const result = parseEdtf(text);
  return result.ok ? null : result.message;
}

const ON_HINT =
  'Claims whose value held that day: dated no later, and resting on no act that was not in force.';
const AS_OF_HINT =
  'The list as it stood at the end of that day (UTC), from the history. A time is fine, too: 2026-11-20T12:00Z.';

function optionsOf(key: FacetKey, facets: Facets): Option[] {
  const counted = facets[key];
  const nameOf: NameOf = (_, value) => counted.find((option) => option.value === value)?.label;
  const order = FIXED[key]?.map(
    (value) => counted.find((option) => option.value === value) ?? { value, label: null, count: 0 },
  );
  return (order ?? counted).map((option) => ({
    value: option.value,
    label: option.label ?? valueLabel(key, option.value, nameOf),
    count: option.count,
    ...(key === 'status'
      ? {
          icon: (
            <StatusIcon status={CLAIM_STATUSES.find((s) => s === option.value) ?? 'unverified'} size={14} />
          ),
        }
      : {}),
  }));
}

/** Facets of more values than are sent along. */
const SEARCHED = ['claimant', 'publisher', 'tag'] as const;
type SearchedKey = (typeof SEARCHED)[number];

function isSearched(key: FacetKey): key is SearchedKey {
  return (SEARCHED as readonly FacetKey[]).includes(key);
}

function useFacetSearch(address: string): Record<SearchedKey, (text: string) => Promise<Option[] | null>> {
  return useMemo(() => {
    const search = (facet: SearchedKey) => async (text: string) => {
      const found = await attempt(() => searchFacetAction({ address, facet, text }));
      return found.ok
        ? found.data.map((option) => ({ ...option, label: option.label ?? option.value }))
        : null;
    };
    return { claimant: search('claimant'), publisher: search('publisher'), tag: search('tag') };
  }, [address]);
}

/** The filters of the claims table, each with counts that leave out its own choice. */
export function ClaimFilters({
  filter,
  facets,
  narrow,
}: {
  filter: ClaimNarrowing;
  facets: Promise<Facets>;
  narrow: Narrow;
}) {
  const { value: counted, failed } = useSettled(facets);
  const search = useFacetSearch(claimList.narrowingQuery(filter));
  const facet = (key: FacetKey) => (
    <FacetFilter
      key={key}
      label={FILTER_LABELS[key]}
      options={() => counted && optionsOf(key, counted)}
      failed={failed}
      selected={filter[key] ?? []}
      onChange={(selected) => narrow({ [key]: selected.length ? selected : null } as Partial<Lists>)}
      {...(isSearched(key) ? { search: search[key] } : {})}
    />
  );
  const active = claimList.keys.filter((key) => filter[key] !== null && key !== 'q');
  return (
    <FilterBar activeCount={active.length} onClear={() => narrow({ ...claimList.none, q: filter.q })}>
      {MAIN.map(facet)}
      <DateRangeFilter
        label="Claimed"
        value={{ from: filter.from, to: filter.to }}
        check={check}
        onChange={narrow}
      />
      <MoreFilters
        activeCount={[...MORE, 'asOf' as const, 'on' as const].filter((key) => filter[key] !== null).length}
      >
        {MORE.map(facet)}
        <DayFilter
          label={FILTER_LABELS.asOf}
          hint={AS_OF_HINT}
          value={filter.asOf}
          check={(text) => momentProblem(text, new Date())}
          onChange={(asOf) => narrow({ asOf })}
        />
        <DayFilter
          label={FILTER_LABELS.on}
          hint={ON_HINT}
          value={filter.on}
          check={(text) => (readDay(text) === null ? DAY_FORM : null)}
          onChange={(on) => narrow({ on })}
        />
      </MoreFilters>
    </FilterBar>
  );
}

/** What narrows the list, each value to be taken away by itself. */
export function ClaimChips({
  filter,
  facets,
  names,
  narrow,
}: {
  filter: ClaimNarrowing;
  facets: Promise<Facets>;
  names: FilterNames;
  narrow: Narrow;
}) {
  const { value: counted } = useSettled(facets);
  // What was chosen a moment ago has its name from the list that it was chosen in.
  const nameOf: NameOf = (key, value) =>
    names[key]?.[value] ?? counted?.[key].find((option) => option.value === value)?.label;
  const chips = claimList.keys.flatMap((key: NarrowingKey) => {
    const value = filter[key];
    if (value === null) return [];
    if (typeof value === 'string')
      return [
        {
          key,
          label: FILTER_LABELS[key],
          value: valueLabel(key, value, nameOf),
          onRemove: () => narrow({ [key]: null }),
        },
      ];
    const items: readonly string[] = value;
    return items.map((item) => {
      const rest = items.filter((other) => other !== item);
      return {
        key: `${key}-${item}`,
        label: FILTER_LABELS[key],
        value: valueLabel(key, item, nameOf),
        onRemove: () => narrow({ [key]: rest.length ? rest : null }),
      };
    });
  });
  return <FilterChips chips={chips} onClear={() => narrow(claimList.none)} />;
}
