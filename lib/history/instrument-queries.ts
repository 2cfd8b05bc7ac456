import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandInstrument } from '#lib/instruments/policy.ts';
import { instrumentHistoryEntry, type RawInstrumentEvent } from './instrument-changes.ts';
import type { SourceHistoryEntry } from './source-changes.ts';

/** The latest this many events. */
const MOST = 500;

/** What happened to an act, its versions, articles and texts, and to what depends on it, newest first. */
export async function listInstrumentHistory(
  actor: Actor,
  instrumentId: number,
): Promise<SourceHistoryEntry[]> {
  demandInstrument(actor, 'read');
  const rows = await query<RawInstrumentEvent>(Prisma.sql`
    WITH part AS (
      SELECT 'instrument' AS entity, ${instrumentId}::int AS id, NULL AS subject
      UNION ALL SELECT 'instrument_version', v.id, 'Version ' || v.ordinal FROM instrument_version v WHERE v.instrument_id = ${instrumentId}
      UNION ALL SELECT 'article', a.id, a.place FROM article a WHERE a.instrument_id = ${instrumentId}
      UNION ALL SELECT 'article_text', x.id, a.place || ', version ' || v.ordinal FROM article a
        JOIN article_text x ON x.article_id = a.id JOIN instrument_version v ON v.id = x.instrument_version_id
        WHERE a.instrument_id = ${instrumentId}
      UNION ALL SELECT 'dependence', d.id, concat_ws(': ', a.place, c.statement) FROM dependence d JOIN claim c ON c.id = d.claim_id
        LEFT JOIN article a ON a.id = d.article_id WHERE d.instrument_id = ${instrumentId}
    )
    SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor, e.entity, e.action, e.version,
      e.reason, e.changed, part.subject
    FROM part JOIN event e ON e.entity = part.entity AND e.entity_id = part.id ORDER BY e.id DESC LIMIT ${MOST}`);
  return rows.map(instrumentHistoryEntry);
}
