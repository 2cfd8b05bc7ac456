import { sentIds } from '#lib/core/changed.ts';
import { Prisma, type Snapshot, type Sql } from '#lib/core/db.ts';
import { keyOrder } from '#lib/core/keyset-sql.ts';
import { isRanked } from '#lib/core/search.ts';
import type { ClaimSortColumn } from './columns.ts';
import { claimCounter, claimCounterWithin } from './count-queries.ts';
import type { ClaimFilter } from './filter.ts';
import { CLAIM_JOINS, countRows, type ScopedFilter } from './queries.ts';
import { claimConditions, claimOrder, type FilterScope } from './where.ts';

/** Claims in the first page, so that it is there at once, and in the largest: the larger, the less is looked up again. */
const FIRST = 500;
const LARGEST = 256_000;
/** How many times the page before a page holds: a few in all, and what is made of one is under way while the next is read. */
const GROWTH = 32;

/**
 * Who orders what matches: this process by its columns, where it has them or will soon, or SQL, for a process that keeps none. Their
 * order is the same.
 */
export type OrderedBy = 'columns' | 'SQL';

/**
 * Everything that the filter matches in the order of the table, as pages for a statement: rows of `id` and `place`. A transaction
 * must not have read before, and sees exactly the claims of the pages; the caller asks the policy. `counted` is told how many they are.
 */
export async function* pagesInOrder(
  scoped: ScopedFilter,
  read: Snapshot,
  by: OrderedBy,
  counted?: (total: number) => void,
): AsyncGenerator<Sql> {
  const ids =
    (by === 'columns' ? await idsInMemory(scoped, read) : null) ?? (await idsBySql(scoped, read, by));
  counted?.(ids.length);
  for (let from = 0, size = FIRST; from < ids.length; from += size, size = Math.min(size * GROWTH, LARGEST))
    yield Prisma.sql`SELECT id, place FROM unnest(${`{${ids.subarray(from, from + size).join(',')}}`}::int[]) WITH ORDINALITY page (id, place)`;
}

async function idsInMemory({ filter, scope }: ScopedFilter, read: Snapshot): Promise<Int32Array | null> {
  const counter = await claimCounterWithin(read, filter, scope);
  const { descending } = claimOrder(filter.sort, scope.search);
  return counter?.sorted(filter.sort.replace(/^-/, '') as ClaimSortColumn, descending) ?? null;
}

async function idsBySql(scoped: ScopedFilter, read: Snapshot, by: OrderedBy): Promise<Int32Array> {
  const { where, order } = await sqlOrder(scoped, by);
  const [row] = await read<{ ids: Buffer | null }>(Prisma.sql`
    SELECT string_agg(int4send(c.id), ''::bytea ORDER BY ${order}) AS ids FROM claim c ${CLAIM_JOINS} WHERE ${where}`);
  return sentIds(row?.ids ?? null);
}

async function sqlOrder({ filter, scope }: ScopedFilter, by: OrderedBy): Promise<{ where: Sql; order: Sql }> {
  const key = claimOrder(filter.sort, scope.search);
  const ranked = isRanked(
    filter,
    filter.sort.endsWith('relevance') ? await counterOf(filter, scope, by) : null,
  );
  const expression = ranked ? key.expression : Prisma.sql`c.updated_at`;
  return { where: claimConditions(filter, scope), order: keyOrder({ ...key, expression }, Prisma.sql`c.id`) };
}

async function counterOf(filter: ClaimFilter, scope: FilterScope, by: OrderedBy) {
  if (by === 'columns') return claimCounter(filter, scope);
  const count = await countRows(filter, scope);
  return { total: () => count };
}
