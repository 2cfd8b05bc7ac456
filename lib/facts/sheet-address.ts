/** What the address of the fact sheet holds; null where it is not set. */
export type SheetAddress = { show: string | null; asOf: string | null };

/** The address of the fact sheet. */
export function sheetAddress({ show, asOf }: SheetAddress): '/facts' | `/facts?${string}` {
  const params = new URLSearchParams();
  if (show !== null) params.set('show', show);
  if (asOf !== null) params.set('asOf', asOf);
  return params.size ? `/facts?${params}` : '/facts';
}

/** The claims that give a fact a value, as known at the same moment. */
export function claimsAddress(fact: string, asOf: string | null): `/claims?${string}` {
  return `/claims?${new URLSearchParams({ fact, ...(asOf !== null && { asOf }) })}`;
}

/** A claim's page as known at the same moment. */
export function claimAddress(id: number, asOf: string | null): `/claims/${string}` {
  return `/claims/${id}${asOf === null ? '' : `?${new URLSearchParams({ asOf })}`}`;
}
