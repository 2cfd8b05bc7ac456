import { Prisma, type Sql } from '#lib/core/db.ts';

/**
 * Whether `value v` held on a day (ISO), as far as its dates and the acts on which its claim depends tell: from the day on which it begins
 * (or, where none is given, for which it is said) to the last, and while the acts are in force. What is not known does not speak against it.
 */
export function heldOn(day: string): Sql {
  return Prisma.sql`coalesce(coalesce(v.valid_from_lower, v.as_of_lower) <= ${day}::date, true)
    AND coalesce(v.valid_to_upper >= ${day}::date, true)
    AND NOT EXISTS (SELECT FROM dependence d WHERE d.claim_id = v.claim_id AND d.deleted_at IS NULL
      AND d.instrument_id = ANY ((SELECT acts_not_in_force(${day}::date))::int[]))`;
}
