import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandTopic } from '#lib/topics/policy.ts';
import type { SourceHistoryEntry } from './source-changes.ts';
import { type RawTopicEvent, topicHistoryEntry } from './topic-changes.ts';

/** The latest this many events. */
const MOST = 500;

/** How the topics of a programme came to be as they are, those that were removed too, newest first. */
export async function listTopicHistory(actor: Actor, programmeId: number): Promise<SourceHistoryEntry[]> {
  demandTopic(actor, 'read');
  const rows = await query<RawTopicEvent>(Prisma.sql`
    SELECT e.id::text, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, e.actor, e.action, e.version, e.reason,
      e.changed, e.row ->> 'name' AS name
    FROM event e WHERE e.entity = 'topic' AND (e.row ->> 'programme_id')::int = ${programmeId} ORDER BY e.id DESC LIMIT ${MOST}`);
  return rows.map(topicHistoryEntry);
}
