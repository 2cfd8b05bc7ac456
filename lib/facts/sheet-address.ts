/** When the sheet is of: what was known then, and what was true then; null is now, and any time. */
export type SheetTime = { asOf: string | null; on: string | null };

/** What the address of the fact sheet holds; null where it is not set. */
export type SheetAddress = SheetTime & { show: string | null };

function search(params: Record<string, string | null>): string {
  const set = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== null);
  return set.length ? `?${new URLSearchParams(set)}` : '';
}

/** The address of the fact sheet. */
export function sheetAddress({ show, asOf, on }: SheetAddress): '/facts' | `/facts?${string}` {
  return `/facts${search({ show, asOf, on })}` as '/facts';
}

/** The claims that give a fact a value, at the same time. */
export function claimsAddress(fact: string, { asOf, on }: SheetTime): `/claims?${string}` {
  return `/claims${search({ fact, asOf, on })}` as `/claims?${string}`;
}

/** A claim's page as known at the same time. */
export function claimAddress(id: number, { asOf }: SheetTime): `/claims/${string}` {
  return `/claims/${id}${search({ asOf })}`;
}
