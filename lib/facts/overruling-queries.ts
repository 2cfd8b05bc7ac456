import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { evidenceText } from './evidence-text.ts';
import { demandFact } from './policy.ts';
import type { ClaimValue, FactChoice, Overruling } from './schema.ts';
import type { SheetFact } from './sheet.ts';
import { VALIDITY_UNKNOWN, type Validity } from './validity.ts';
import { formatValue } from './value.ts';

type OverrulingRow = Omit<ClaimValue, 'fact' | keyof Validity> &
  Pick<Overruling, 'id' | 'version' | 'reason' | 'evidence' | 'who' | 'at'> & {
    factId: number;
    digest: string;
  };

/**
 * What is in force, by the id of the fact. `stale`: the evidence is not what it was when somebody decided; a fact without a digest was
 * overruled only after it was read.
 */
export async function listOverrulings(
  actor: Actor,
  facts: readonly (FactChoice & { digest: string | null })[],
): Promise<Map<number, Overruling>> {
  demandFact(actor, 'read');
  const rows = await query<OverrulingRow>(Prisma.sql`
    SELECT o.id, o.version, o.fact_id AS "factId", o.state::text, o.canonical, o.qualifier::text, o.unit, o.measure, o.as_of AS "asOf",
      o.reason, o.evidence, o.digest, coalesce(u.name, 'system') AS who,
      to_char(o.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at
    FROM overruling o LEFT JOIN user_account u ON u.id = o.decided_by_id
    WHERE o.deleted_at IS NULL AND o.fact_id = ANY (${facts.map(({ id }) => id)}::int[])`);
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return new Map(
    rows.flatMap((row): [number, Overruling][] => {
      const fact = byId.get(row.factId);
      if (!fact) return [];
      const { id, version, reason, evidence, who, at } = row;
      const stale = fact.digest !== null && row.digest !== fact.digest;
      const text = formatValue({ ...row, ...VALIDITY_UNKNOWN, fact });
      return [[fact.id, { id, version, text, reason, evidence, stale, who, at }]];
    }),
  );
}

/** SHA-256 of what was weighed, in hex. */
export function evidenceDigest(fact: Pick<SheetFact, 'values'>): string {
  return createHash('sha256').update(evidenceText(fact)).digest('hex');
}
