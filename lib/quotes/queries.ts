import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Tx } from '#lib/core/db.ts';
import { demandEvidence } from '#lib/evidence/policy.ts';
import type { Stance } from '#lib/evidence/vocabulary.ts';
import { listSnapshots, snapshotText } from '#lib/snapshots/queries.ts';
import { type Anchoring, anchor } from './anchor.ts';
import type { QuoteInText } from './schema.ts';
import { restsOnMissing } from './verdict.ts';
import type { QuoteOutcome } from './vocabulary.ts';

/** The quotes of a source as they are in one of its snapshots, in the order of the text; those not found last. */
export async function quotesInSnapshot(actor: Actor, snapshotId: number): Promise<QuoteInText[]> {
  demandEvidence(actor, 'read');
  return query<QuoteInText>(Prisma.sql`
    SELECT m.snapshot_id AS "snapshotId", m.outcome::text, m.score, m.start, m."end", e.id AS "evidenceId", e.version, c.id AS "claimId",
      c.statement, e.stance::text, e.quote, to_char(n.fetched_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "fetchedAt"
    FROM quote_match m JOIN snapshot n ON n.id = m.snapshot_id JOIN evidence e ON e.id = m.evidence_id AND e.deleted_at IS NULL
    JOIN claim c ON c.id = e.claim_id AND c.deleted_at IS NULL
    WHERE m.snapshot_id = ${snapshotId} ORDER BY m.start NULLS LAST, e.id`);
}

/** The quotes that were found in one snapshot of a source and are missing in another. */
export async function quotesLost(actor: Actor, beforeId: number, afterId: number): Promise<QuoteInText[]> {
  const [before, after] = await Promise.all([
    quotesInSnapshot(actor, beforeId),
    quotesInSnapshot(actor, afterId),
  ]);
  const were = new Set(
    before
      .filter(({ outcome }) => outcome === 'exact' || outcome === 'fuzzy')
      .map(({ evidenceId }) => evidenceId),
  );
  return after.filter(({ outcome, evidenceId }) => outcome === 'missing' && were.has(evidenceId));
}

/** Where the words stand in the latest good snapshot of a source; null where there is none to look in. */
export async function lookForQuote(
  actor: Actor,
  { sourceId, quote }: { sourceId: number; quote: string },
): Promise<{ found: Anchoring; fetchedAt: string } | null> {
  demandEvidence(actor, 'read');
  const snapshots = await listSnapshots(actor, sourceId);
  const good = snapshots.find(({ outcome, textSha256 }) => outcome === 'good' && textSha256 !== null);
  if (!good || quote === '') return null;
  const words = { exact: quote, prefix: '', suffix: '', start: null, end: null };
  return { found: anchor(await snapshotText(actor, good.id), words), fetchedAt: good.fetchedAt };
}

/** Those of the claims whose verdict would rest on missing quotes alone. */
export async function claimsOnMissing(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.$queryRaw<
    { claimId: number; stance: Stance; quote: string; outcome: QuoteOutcome | null }[]
  >`SELECT e.claim_id AS "claimId", e.stance::text, e.quote, m.outcome::text
    FROM evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL
    LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest
    WHERE e.claim_id = ANY (${ids}) AND e.deleted_at IS NULL AND e.claim_id IN (
      SELECT x.claim_id FROM evidence x JOIN quote_match y ON y.evidence_id = x.id AND y.latest AND y.outcome = 'missing'
      WHERE x.claim_id = ANY (${ids}))`;
  const claims = new Map<number, typeof rows>();
  for (const row of rows) claims.set(row.claimId, [...(claims.get(row.claimId) ?? []), row]);
  return [...claims].filter(([, evidence]) => restsOnMissing(evidence)).map(([id]) => id);
}
