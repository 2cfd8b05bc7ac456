import { countTopics } from '#lib/claims/count-queries.ts';
import { isoTime } from '#lib/claims/queries.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandTopic } from './policy.ts';
import type { TopicDetail } from './schema.ts';

/** The topics of the programme in their order, the retired ones last. */
export async function listTopics(actor: Actor, programmeId: number): Promise<TopicDetail[]> {
  demandTopic(actor, 'read');
  const counted = await countTopics(actor, programmeId);
  if (counted === null) return topicsFromRows(actor, programmeId);
  const topics = await query<Omit<TopicDetail, 'claims' | 'kept'>>(Prisma.sql`
    SELECT ${TOPIC} FROM topic t WHERE t.programme_id = ${programmeId} ORDER BY ${ORDER}`);
  return topics.map((topic) => {
    const claims = counted.live.get(topic.slug) ?? 0;
    return { ...topic, claims, kept: claims + (counted.deleted.get(topic.slug) ?? 0) };
  });
}

/** The same by SQL alone: while the columns are not in memory yet, and for the test that holds one against the other. */
export async function topicsFromRows(actor: Actor, programmeId: number): Promise<TopicDetail[]> {
  demandTopic(actor, 'read');
  return query<TopicDetail>(Prisma.sql`
    SELECT ${TOPIC}, coalesce(c.live, 0) AS claims, coalesce(c.kept, 0) AS kept
    FROM topic t LEFT JOIN (
      SELECT topic_id, count(*) FILTER (WHERE deleted_at IS NULL)::int AS live, count(*)::int AS kept FROM claim GROUP BY topic_id
    ) c ON c.topic_id = t.id
    WHERE t.programme_id = ${programmeId} ORDER BY ${ORDER}`);
}

const TOPIC = Prisma.sql`t.id, t.version, t.slug, t.name, t.ordinal, ${isoTime(Prisma.sql`t.retired_at`)} AS "retiredAt"`;
const ORDER = Prisma.sql`t.retired_at IS NOT NULL, t.ordinal, t.name, t.id`;
