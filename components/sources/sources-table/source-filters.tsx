'use client';

import { DateRangeFilter } from '#components/data-table/date-range-filter.tsx';
import { FacetFilter, type FacetOption as Option } from '#components/data-table/facet-filter.tsx';
import { FilterBar } from '#components/data-table/filter-bar.tsx';
import { FilterChips } from '#components/data-table/filter-chips.tsx';
import { useSettled } from '#components/ui/use-settled.ts';
import { parseEdtf } from '#lib/core/edtf.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { type NarrowingKey, type SourceNarrowing, sourceList, USES } from '#lib/sources/filter.ts';
import type { SourceFacets } from '#lib/sources/schema.ts';
import { RELIABILITIES, SOURCE_FACETS, SOURCE_KINDS, type SourceFacetKey } from '#lib/sources/vocabulary.ts';
import { FILTER_LABELS, valueLabel } from './filter-words.ts';

type Lists = Pick<SourceNarrowing, SourceFacetKey>;
type Narrow = (change: Partial<SourceNarrowing>) => void;

/** Facets of few values keep their own order and show values without sources, too. */
const FIXED: Partial<Record<SourceFacetKey, readonly string[]>> = {
  kind: SOURCE_KINDS,
  reliability: [...RELIABILITIES, 'none'],
  used: USES,
  link: [...LINK_STATES, 'none'],
};

function check(text: string): string | null {
  const result = parseEdtf(text);
  return result.ok ? null : result.message;
}

function optionsOf(key: SourceFacetKey, facets: SourceFacets): Option[] {
  const counted = facets[key];
  const fixed = FIXED[key]?.map(
    (value) => counted.find((option) => option.value === value) ?? { value, label: null, count: 0 },
  );
  return (fixed ?? counted).map(({ value, label, count }) => ({
    value,
    label: valueLabel(key, value, () => label),
    count,
  }));
}

/** The filters of the sources table, each with counts that leave out its own choice. */
export function SourceFilters({
  filter,
  facets,
  narrow,
}: {
  filter: SourceNarrowing;
  facets: Promise<SourceFacets>;
  narrow: Narrow;
}) {
  const { value: counted, failed } = useSettled(facets);
  const active = sourceList.keys.filter((key) => filter[key] !== null && key !== 'q');
  return (
    <FilterBar activeCount={active.length} onClear={() => narrow({ ...sourceList.none, q: filter.q })}>
      {SOURCE_FACETS.map((key) => (
        <FacetFilter
          key={key}
          label={FILTER_LABELS[key]}
          options={() => counted && optionsOf(key, counted)}
          failed={failed}
          selected={filter[key] ?? []}
          onChange={(selected) => narrow({ [key]: selected.length ? selected : null } as Partial<Lists>)}
        />
      ))}
      <DateRangeFilter
        label="Published"
        value={{ from: filter.from, to: filter.to }}
        check={check}
        onChange={narrow}
      />
    </FilterBar>
  );
}

/** What narrows the list, each value to be taken away by itself. */
export function SourceChips({
  filter,
  publishers,
  narrow,
}: {
  filter: SourceNarrowing;
  publishers: Record<string, string>;
  narrow: Narrow;
}) {
  const chips = sourceList.keys.flatMap((key: NarrowingKey) => {
    const value = filter[key];
    if (value === null) return [];
    const items: readonly string[] = typeof value === 'string' ? [value] : value;
    return items.map((item) => {
      const rest = items.filter((other) => other !== item);
      return {
        key: `${key}-${item}`,
        label: FILTER_LABELS[key],
        value: valueLabel(key, item, (id) => publishers[id]),
        onRemove: () => narrow({ [key]: rest.length ? rest : null }),
      };
    });
  });
  return <FilterChips chips={chips} onClear={() => narrow(sourceList.none)} />;
}
