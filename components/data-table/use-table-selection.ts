'use client';

import { useState } from 'react';
import { NOTHING_SELECTED, type Selection } from './selection.ts';

/**
 * Selection that lives as long as the filter stays the same. `filterKey` is anything that changes with the filter
 * but not with sorting or paging: who selects 59 claims and then narrows the filter must not act on the 59.
 */
export function useTableSelection(filterKey: string): [Selection, (selection: Selection) => void] {
  const [state, setState] = useState({ filterKey, selection: NOTHING_SELECTED });
  const current = state.filterKey === filterKey ? state.selection : NOTHING_SELECTED;
  return [current, (selection) => setState({ filterKey, selection })];
}
