import type { Actor } from '#lib/core/actor.ts';
import { blobKey, writeBlob } from '#lib/core/blobs.ts';
import { now } from '#lib/core/clock.ts';
import { Prisma, prisma, query, type Tx, transaction } from '#lib/core/db.ts';
import { enqueue } from '#lib/core/jobs.ts';
import { healthAfter } from './health.ts';
import type { Judgement } from './judgement.ts';
import { keepSnapshot } from './keep-mutations.ts';
import { type Visit, visitPage } from './page-queries.ts';
import { demandSnapshot } from './policy.ts';
import { captureJob } from './schema.ts';
import { writeWarc } from './warc.ts';

const LIMITS = { bytes: 25 * 1_048_576, milliseconds: 60_000 };

/**
 * Fetches a source and keeps what it finds, unless the same is kept already; in any case notes how the link is doing. Doing it
 * again does no harm. A source that is gone or has no address is left alone.
 */
export async function fetchSource(actor: Actor, sourceId: number, signal: AbortSignal): Promise<void> {
  demandSnapshot(actor, 'capture');
  const source = await prisma().source.findUnique({
    where: { id: sourceId, deletedAt: null },
    select: { url: true },
  });
  if (!source?.url) return;
  const at = now();
  const visit = await visitPage(source.url, LIMITS, signal);
  await keep(actor, sourceId, source.url, visit, at);
}

async function keep(actor: Actor, sourceId: number, url: string, visit: Visit, at: Date): Promise<void> {
  const { fetched, document, outcome, detail } = visit;
  const body = fetched.ok ? fetched.answer.body : null;
  const bodySha256 = body?.byteLength ? blobKey(body) : null;
  const text = document?.text ?? '';
  const textSha256 = text === '' ? null : blobKey(new TextEncoder().encode(text));
  const status = fetched.ok ? fetched.answer.status : fetched.status;
  const same = await isKept(sourceId, { outcome, bodySha256, textSha256, status });
  // Bytes first: a row never points to what is not there.
  const warcSha256 =
    same || fetched.exchanges.length === 0
      ? null
      : await writeBlob(
          await writeWarc(fetched.exchanges, at, { outcome, detail, title: document?.metadata.title ?? '' }),
        );
  if (!same && textSha256 !== null) await writeBlob(new TextEncoder().encode(text));
  await transaction(actor, '', async (tx) => {
    const rows = await tx.$queryRaw<{ id: number }[]>`
      SELECT id FROM source WHERE id = ${sourceId} AND deleted_at IS NULL FOR NO KEY UPDATE`;
    if (!rows[0]) return;
    if (!same)
      await keepSnapshot(tx, actor, {
        ...{
          sourceId,
          how: 'fetch',
          requestedUrl: url,
          finalUrl: fetched.url,
          fetchedAt: at,
          outcome,
          detail,
        },
        ...{ httpStatus: status, redirects: fetched.redirects, mediaType: document?.mediaType ?? null },
        ...{ bodySha256, bodyBytes: body?.byteLength ?? 0, textSha256, textLength: text.length, warcSha256 },
        ...document?.metadata,
      });
    await noteHealth(tx, sourceId, { outcome, textSha256, gone: status === 404 || status === 410, at });
  });
}

/** Whether the latest fetch found the same: the same bytes, or, of a page that differs with each visit, the same text. */
async function isKept(
  sourceId: number,
  found: { outcome: string; bodySha256: string | null; textSha256: string | null; status: number | null },
): Promise<boolean> {
  const [latest] = await query<{ same: boolean }>(Prisma.sql`
    SELECT outcome = ${found.outcome}::capture_outcome AND http_status IS NOT DISTINCT FROM ${found.status}::smallint
      AND (body_sha256 IS NOT DISTINCT FROM ${found.bodySha256}::text OR text_sha256 = ${found.textSha256}::text) AS same
    FROM snapshot WHERE source_id = ${sourceId} AND how = 'fetch' ORDER BY fetched_at DESC, id DESC LIMIT 1`);
  return latest?.same ?? false;
}

async function noteHealth(
  tx: Tx,
  sourceId: number,
  check: { outcome: Judgement['outcome']; textSha256: string | null; gone: boolean; at: Date },
): Promise<void> {
  const before = await tx.sourceHealth.findUnique({ where: { sourceId } });
  const first = await tx.snapshot.findFirst({
    where: { sourceId, how: 'fetch', outcome: 'good' },
    orderBy: [{ fetchedAt: 'asc' }, { id: 'asc' }],
    select: { textSha256: true },
  });
  const changed = first !== null && first.textSha256 !== check.textSha256;
  const health = { checkedAt: check.at, ...healthAfter(before, { ...check, changed }) };
  await tx.sourceHealth.upsert({ where: { sourceId }, create: { sourceId, ...health }, update: health });
}

/**
 * Has those sources captured again whose time has come: of each host the one that waits longest, and none of a host that
 * turned us away lately. Answers how many.
 */
export async function recheckSources(actor: Actor): Promise<number> {
  demandSnapshot(actor, 'capture');
  const at = now();
  const quiet = new Date(at.getTime() - 6 * 3_600_000);
  const due = await query<{ id: number; url: string; host: string }>(Prisma.sql`
    WITH known AS (
      SELECT s.id, s.url, h.next_check_at, h.state, h.checked_at, lower(substring(s.url FROM '^[a-zA-Z]+://([^/?#]+)')) AS host
      FROM source_health h JOIN source s ON s.id = h.source_id WHERE s.deleted_at IS NULL AND s.url IS NOT NULL
    ), waiting AS (
      SELECT DISTINCT ON (host) id, url, host, next_check_at FROM known k
      WHERE next_check_at <= ${at} AND NOT EXISTS (
        SELECT FROM known o WHERE o.host = k.host AND o.id <> k.id AND o.state IN ('failing', 'blocked') AND o.checked_at > ${quiet})
      ORDER BY host, next_check_at
    )
    SELECT id, url, host FROM waiting ORDER BY next_check_at LIMIT 100`);
  await transaction(actor, '', async (tx) => {
    for (const { id, host } of due)
      await enqueue(tx, actor, captureJob, { sourceId: id }, { key: String(id), group: host });
  });
  return due.length;
}
