import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { demandSource } from '#lib/sources/policy.ts';
import {
  namedPublishers,
  type RawSourceEvent,
  type SourceHistoryEntry,
  sourceHistoryEntry,
} from './source-changes.ts';

/** The latest this many events. */
const MOST = 500;
const COLUMNS = Prisma.sql`v.id, to_char(v.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, v.actor, v.entity, v.action,
  v.version, v.reason, v.changed`;

/** What happened to a source, to its links with other sources, to its use as evidence, and to its page, newest first. */
export function listSourceHistory(actor: Actor, sourceId: number): Promise<SourceHistoryEntry[]> {
  demandSource(actor, 'read');
  return entries(Prisma.sql`
    SELECT ${COLUMNS}, NULL AS manner, NULL AS subject, false AS reversed
    FROM event v WHERE v.entity = 'source' AND v.entity_id = ${sourceId}
    UNION ALL
    SELECT ${COLUMNS}, r.kind::text, CASE WHEN r.source_id = ${sourceId} THEN coalesce(r.origin_name, o.title) ELSE s.title END,
      r.source_id <> ${sourceId}
    FROM reliance r JOIN event v ON v.entity = 'reliance' AND v.entity_id = r.id
    JOIN source s ON s.id = r.source_id LEFT JOIN source o ON o.id = r.origin_source_id
    WHERE r.source_id = ${sourceId} OR r.origin_source_id = ${sourceId}
    UNION ALL
    SELECT ${COLUMNS}, v.row ->> 'stance', c.statement, false
    FROM evidence e JOIN event v ON v.entity = 'evidence' AND v.entity_id = e.id JOIN claim c ON c.id = e.claim_id
    WHERE e.source_id = ${sourceId}
    UNION ALL
    SELECT ${COLUMNS}, n.deed, n.detail, false
    FROM (
      SELECT id, detail, CASE WHEN how = 'upload' THEN 'upload' WHEN outcome IN ('dead', 'soft_404') THEN 'dead'
        WHEN outcome <> 'good' THEN 'bad' WHEN text_sha256 IS DISTINCT FROM lag(text_sha256) OVER good
          AND row_number() OVER good > 1 THEN 'changed' ELSE 'fetch' END AS deed
      FROM snapshot WHERE source_id = ${sourceId}
      WINDOW good AS (PARTITION BY how = 'fetch' AND outcome = 'good' ORDER BY fetched_at, id)
    ) n JOIN event v ON v.entity = 'snapshot' AND v.entity_id = n.id`);
}

/** What happened to a publisher, newest first. */
export function listPublisherHistory(actor: Actor, publisherId: number): Promise<SourceHistoryEntry[]> {
  demandSource(actor, 'read');
  return entries(Prisma.sql`
    SELECT ${COLUMNS}, NULL AS manner, NULL AS subject, false AS reversed
    FROM event v WHERE v.entity = 'publisher' AND v.entity_id = ${publisherId}`);
}

async function entries(events: Sql): Promise<SourceHistoryEntry[]> {
  const rows = await query<RawSourceEvent>(Prisma.sql`
    SELECT id::text, at, actor, entity, action, version, reason, changed, manner, subject, reversed
    FROM (${events}) h ORDER BY h.id DESC LIMIT ${MOST}`);
  const ids = namedPublishers(rows);
  const named = ids.length
    ? await query<{ id: number; name: string }>(
        Prisma.sql`SELECT id, name FROM publisher WHERE id = ANY (${ids}::int[])`,
      )
    : [];
  const names = new Map(named.map((row) => [row.id, row.name]));
  return rows.map((row) => sourceHistoryEntry(row, names));
}
