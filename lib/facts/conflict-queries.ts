import { demandClaim } from '#lib/claims/policy.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import type { ClaimConflict } from './conflicts.ts';

const MOST = 200;

/** Claims that give no value and have evidence on two sides, the evenest and best known first; at most 200. */
export async function listClaimConflicts(actor: Actor, programmeId: number): Promise<ClaimConflict[]> {
  demandClaim(actor, 'read');
  return query<ClaimConflict>(Prisma.sql`
    SELECT c.id, c.statement, c.status, c.supports, c.refutes, c.independent_origins AS origins
    FROM claim c
    WHERE c.programme_id = ${programmeId} AND c.deleted_at IS NULL AND c.conflicting
      AND NOT EXISTS (SELECT FROM value v WHERE v.claim_id = c.id)
    ORDER BY least(c.supports, c.refutes) DESC, c.independent_origins DESC, c.id LIMIT ${MOST}`);
}
