import { Prisma, type Sql } from './db.ts';
import type { Place } from './keyset.ts';

/**
 * A sort key. `beginning` makes a shorter key of it that comes before it in the order: an index on it bears texts of any length, and
 * PostgreSQL sorts on from there.
 */
export type SortKey = {
  expression: Sql;
  type: Sql;
  descending: boolean;
  beginning?: (key: Sql) => Sql;
};

/** The order of rows with this sort key and the unique id `id`. */
export function keyOrder({ expression, descending, beginning }: SortKey, id: Sql): Sql {
  const way = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const keys = [...(beginning ? [beginning(expression)] : []), expression, id];
  return Prisma.join(
    keys.map((key) => Prisma.sql`${key} ${way}`),
    ', ',
  );
}

/** One sorted page: `condition` and `order` for rows with the sort key and the unique id `id`. */
export function keysetClause(
  key: SortKey,
  id: Sql,
  place: Pick<Place, 'border' | 'direction'> | null,
): { condition: Sql; order: Sql } {
  const { expression, type, beginning } = key;
  const backwards = place?.direction === 'previous';
  const descending = key.descending !== backwards;
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`;
  const row = (of: Sql, its: Sql | number) =>
    Prisma.join(beginning ? [beginning(of), of, its] : [of, its], ', ', '(', ')');
  return {
    condition: place?.border
      ? Prisma.sql`${row(expression, id)} ${beyond} ${row(Prisma.sql`${place.border.key}::${type}`, place.border.id)}`
      : Prisma.sql`true`,
    order: keyOrder({ ...key, descending }, id),
  };
}
