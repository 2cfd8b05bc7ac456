export type Border = { key: string; id: number };

/** Where a page begins: after or before a row, by the sorted column and then the id; or at the end of the list. */
export type Place = {
  /** The sort this place belongs to. */
  sort: string;
  direction: 'next' | 'previous';
  /** Sort key as text and id of the row at the border; null: the end of the list. */
  border: Border | null;
  /** Rows before the page when the link was made; for display. */
  offset: number;
};

export function encodePlace(place: Place): string {
  const { sort, direction, border, offset } = place;
  const parts = JSON.stringify([
    sort,
    direction === 'next' ? 1 : 0,
    border?.key ?? null,
    border?.id ?? null,
    offset,
  ]);
  const bytes = Array.from(new TextEncoder().encode(parts), (byte) => String.fromCharCode(byte)).join('');
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Null where the text was not made by `encodePlace`. */
export function decodePlace(text: string): Place | null {
  let parts: unknown;
  try {
    const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
      char.charCodeAt(0),
    );
    parts = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
  if (!Array.isArray(parts) || parts.length !== 5) return null;
  const [sort, next, key, id, offset] = parts as unknown[];
  if (
    typeof sort !== 'string' ||
    (next !== 0 && next !== 1) ||
    !Number.isSafeInteger(offset) ||
    Number(offset) < 0
  )
    return null;
  const direction = next === 1 ? 'next' : 'previous';
  if (key === null && id === null) return { sort, direction, border: null, offset: Number(offset) };
  if (
    typeof key !== 'string' ||
    key.includes('\0') ||
    !Number.isInteger(id) ||
    Math.abs(Number(id)) > 2_147_483_647
  )
    return null;
  return { sort, direction, border: { key, id: Number(id) }, offset: Number(offset) };
}

/** The places of the neighbouring pages, and where this page stands. `position` counts from 1; 0 where the list is empty. */
export type PageLinks = {
  first: boolean;
  next: string | null;
  previous: string | null;
  last: string | null;
  position: number;
};

/**
 * Cuts `per` rows out of the `per + 1` that were read in the page's direction, puts them in list order, and makes the links.
 * `keyOf` gives a row's sort key as text, exactly as SQL compared it.
 */
export function cutPage<Row extends { id: number }>(
  read: Row[],
  options: { per: number; sort: string; place: Place | null; total: number; keyOf: (row: Row) => string },
): { rows: Row[]; links: PageLinks } {
  const { per, sort, place, total, keyOf } = options;
  const backwards = place?.direction === 'previous';
  const fromEnd = backwards && place.border === null;
  // The last page holds what remains, as if one had come to it page by page.
  const size = fromEnd ? total % per || per : per;
  const more = read.length > size;
  const rows = read.slice(0, size);
  if (backwards) rows.reverse();
  const first = rows[0];
  const last = rows.at(-1);
  const atStart = backwards ? !more : place === null;
  const atEnd = backwards ? fromEnd : !more;
  const end = fromEnd ? total : (place?.offset ?? 0);
  const offset = atStart ? 0 : backwards ? Math.max(0, end - rows.length) : end;
  const link = (direction: Place['direction'], row: Row, at: number) =>
    encodePlace({ sort, direction, border: { key: keyOf(row), id: row.id }, offset: at });
  return {
    rows,
    links: {
      first: atStart,
      next: atEnd || !last ? null : link('next', last, offset + rows.length),
      previous: atStart || !first ? null : link('previous', first, offset),
      last: atEnd ? null : encodePlace({ sort, direction: 'previous', border: null, offset: total }),
      position: rows.length ? offset + 1 : 0,
    },
  };
}
