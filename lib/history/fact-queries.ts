import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandFact } from '#lib/facts/policy.ts';
import { type FactHistoryEntry, factHistory, type RawFactEvent } from './fact-changes.ts';

/** The latest this many events. */
const MOST = 500;

/** How a fact came to be defined as it is, newest first. */
export async function listFactHistory(actor: Actor, factId: number): Promise<FactHistoryEntry[]> {
  demandFact(actor, 'read');
  const rows = await query<RawFactEvent>(Prisma.sql`
    SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor, e.action, e.version, e.reason,
      e.changed, e.row
    FROM event e WHERE e.entity = 'fact' AND e.entity_id = ${factId} ORDER BY e.id DESC LIMIT ${MOST}`);
  return factHistory(rows);
}
