import type { Actor } from '#lib/core/actor.ts';
import { readBlob } from '#lib/core/blobs.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { demandSnapshot } from './policy.ts';
import type { SnapshotRow, SourceHealth } from './schema.ts';

const iso = (column: string) =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

function snapshots(condition: Sql): Promise<SnapshotRow[]> {
  return query<SnapshotRow>(Prisma.sql`
    SELECT n.id, n.source_id AS "sourceId", n.how::text, n.requested_url AS "requestedUrl", n.final_url AS "finalUrl",
      n.canonical_url AS "canonicalUrl", n.file_name AS "fileName", ${iso('n.fetched_at')} AS "fetchedAt", n.outcome::text, n.detail,
      n.http_status AS "httpStatus", n.redirects, n.media_type AS "mediaType", n.body_sha256 AS "bodySha256",
      n.body_bytes AS "bodyBytes", n.text_sha256 AS "textSha256", n.text_length AS "textLength", n.warc_sha256 AS "warcSha256",
      n.title, n.publisher, n.author, n.published_on AS "publishedOn", n.language,
      (SELECT u.name FROM user_account u WHERE u.id = n.created_by_id) AS "createdBy"
    FROM snapshot n WHERE ${condition} ORDER BY n.fetched_at DESC, n.id DESC LIMIT 200`);
}

/** The snapshots of a source, the latest first; bad captures too. */
export function listSnapshots(actor: Actor, sourceId: number): Promise<SnapshotRow[]> {
  demandSnapshot(actor, 'read');
  return snapshots(Prisma.sql`n.source_id = ${sourceId}`);
}

/** One snapshot; null where there is none of that number. */
export async function findSnapshot(actor: Actor, id: number): Promise<SnapshotRow | null> {
  demandSnapshot(actor, 'read');
  return (await snapshots(Prisma.sql`n.id = ${id}`))[0] ?? null;
}

/** The good copy with a text that came before this one; null where this is none, or the first. */
export async function goodCopyBefore(actor: Actor, snapshot: SnapshotRow): Promise<SnapshotRow | null> {
  demandSnapshot(actor, 'read');
  if (snapshot.outcome !== 'good' || snapshot.textSha256 === null) return null;
  const found = await snapshots(Prisma.sql`
    n.source_id = ${snapshot.sourceId} AND n.outcome = 'good' AND n.text_sha256 IS NOT NULL
    AND (n.fetched_at, n.id) < (SELECT t.fetched_at, t.id FROM snapshot t WHERE t.id = ${snapshot.id})`);
  return found[0] ?? null;
}

/** The snapshot of the number that an address names. Throws `not_found`. */
export async function snapshotAt(actor: Actor, number: string): Promise<SnapshotRow> {
  const snapshot = /^[1-9]\d{0,8}$/.test(number) ? await findSnapshot(actor, Number(number)) : null;
  if (snapshot === null) throw new AppError('not_found', 'There is no such snapshot.');
  return snapshot;
}

/** The readable text of a snapshot, NFC; empty where it has none. Throws `not_found`, or `unavailable` where the store lost it. */
export async function snapshotText(actor: Actor, id: number): Promise<string> {
  const snapshot = await findSnapshot(actor, id);
  if (snapshot === null) throw new AppError('not_found', 'There is no such snapshot.');
  if (snapshot.textSha256 === null) return '';
  return new TextDecoder().decode(await readBlob(snapshot.textSha256));
}

/** How the link of a source is doing; null where it was never checked. */
export async function sourceHealth(actor: Actor, sourceId: number): Promise<SourceHealth | null> {
  demandSnapshot(actor, 'read');
  const [health] = await query<SourceHealth>(Prisma.sql`
    SELECT h.state::text, ${iso('h.checked_at')} AS "checkedAt", ${iso('h.next_check_at')} AS "nextCheckAt", h.failures,
      ${iso('h.changed_at')} AS "changedAt"
    FROM source_health h WHERE h.source_id = ${sourceId}`);
  return health ?? null;
}
