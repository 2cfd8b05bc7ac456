import { Prisma, type Sql } from './db.ts';
import type { Place } from './keyset.ts';

/** One sorted page: `condition` and `order` for rows with the sort key `expression` and the unique id `id`. */
export function keysetClause(
  order: { expression: Sql; type: Sql; descending: boolean },
  id: Sql,
  place: Place | null,
): { condition: Sql; order: Sql } {
  const backwards = place?.direction === 'previous';
  const descending = order.descending !== backwards;
  const way = descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`;
  return {
    condition: place?.border
      ? Prisma.sql`(${order.expression}, ${id}) ${beyond} (${place.border.key}::${order.type}, ${place.border.id})`
      : Prisma.sql`true`,
    order: Prisma.sql`${order.expression} ${way}, ${id} ${way}`,
  };
}
