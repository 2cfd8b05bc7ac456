'use client';

import { createContext, useContext } from 'react';

/** Where a filter stands: as a button with a popover in the bar, or unfolded in place in a sheet or popover. */
export type FilterPlace = 'bar' | 'sheet';

export const FilterPlaceContext = createContext<FilterPlace>('bar');

export function useFilterPlace(): FilterPlace {
  return useContext(FilterPlaceContext);
}
