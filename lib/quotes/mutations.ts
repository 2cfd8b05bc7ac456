import type { Actor } from '#lib/core/actor.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { demandEvidence } from '#lib/evidence/policy.ts';
import { snapshotText } from '#lib/snapshots/queries.ts';
import { anchor, describe, type Selectors } from './anchor.ts';
import type { Passage } from './schema.ts';
import { type Readable, readable } from './typeset.ts';
import type { QuoteOutcome } from './vocabulary.ts';

/** A quote as evidence keeps it; the place is null where it was never found. */
export type StoredQuote = {
  quote: string;
  quotePrefix: string;
  quoteSuffix: string;
  quoteStart: number | null;
  quoteEnd: number | null;
  quoteSnapshotId: number | null;
};

type Snapshot = { id: number; outcome: string };
type Match = { outcome: QuoteOutcome; score: number | null; start: number | null; end: number | null };

/**
 * What to keep of a quote: taken from a passage of a snapshot, or typed and looked for in the latest good snapshot of the source.
 * Throws `invalid` where the passage is not in a snapshot of this source.
 */
export async function quoteToStore(
  tx: Tx,
  actor: Actor,
  sourceId: number,
  { quote, passage }: { quote: string; passage: Passage | null },
): Promise<StoredQuote> {
  if (passage) return fromPassage(tx, actor, sourceId, passage);
  const good =
    quote === '' ? null : await latest(tx, sourceId, { outcome: 'good', textSha256: { not: null } });
  if (!good) return { ...NOWHERE, quote };
  const text = await snapshotText(actor, good.id);
  const typed = { exact: quote, prefix: '', suffix: '', start: null, end: null };
  const found = anchor(text, typed);
  if (found.outcome !== 'exact') return { ...NOWHERE, quote };
  return { ...stored(describe(text, found.start, found.end), good.id), quote };
}

const NOWHERE = {
  quotePrefix: '',
  quoteSuffix: '',
  quoteStart: null,
  quoteEnd: null,
  quoteSnapshotId: null,
};

async function fromPassage(tx: Tx, actor: Actor, sourceId: number, passage: Passage): Promise<StoredQuote> {
  const { snapshotId, start, end } = passage;
  const snapshot = await tx.snapshot.findFirst({ where: { id: snapshotId, sourceId }, select: { id: true } });
  if (!snapshot) throw new AppError('invalid', 'The passage is not from a snapshot of this source.');
  const text = await snapshotText(actor, snapshotId);
  const selectors = describe(text, start, Math.min(end, text.length));
  if (selectors.exact === '') throw new AppError('invalid', 'The passage holds no words.');
  if (selectors.exact.length > 10_000)
    throw new AppError(
      'invalid',
      `A quote has at most 10,000 characters; this has ${selectors.exact.length}.`,
    );
  return stored(selectors, snapshotId);
}

function stored({ exact, prefix, suffix, start, end }: Selectors, snapshotId: number): StoredQuote {
  return {
    quote: exact,
    quotePrefix: prefix,
    quoteSuffix: suffix,
    quoteStart: start,
    quoteEnd: end,
    quoteSnapshotId: snapshotId,
  };
}

/** Looks for a quote that is new or has changed in the latest snapshot of its source, and in the latest good one. */
export async function matchQuote(tx: Tx, actor: Actor, evidenceId: number): Promise<void> {
  const evidence = await tx.evidence.findUniqueOrThrow({ where: { id: evidenceId } });
  await tx.quoteMatch.deleteMany({ where: { evidenceId } });
  if (evidence.quote === '') return;
  const newest = await latest(tx, evidence.sourceId, {});
  if (!newest) return;
  const good = await latest(tx, evidence.sourceId, { outcome: 'good' });
  for (const snapshot of good && good.id !== newest.id ? [newest, good] : [newest]) {
    const match = lookIn(await pageOf(actor, snapshot), evidence);
    await tx.quoteMatch.create({
      data: { evidenceId, snapshotId: snapshot.id, latest: snapshot.id === newest.id, ...match },
    });
  }
}

/** Looks for every quote of a source in a snapshot of it. Doing it again does no harm. Answers how many quotes there were. */
export async function compareQuotes(actor: Actor, snapshotId: number): Promise<number> {
  demandEvidence(actor, 'read');
  return transaction(actor, '', async (tx) => {
    const snapshot = await tx.snapshot.findUnique({ where: { id: snapshotId } });
    if (!snapshot) throw new AppError('not_found', 'There is no such snapshot.');
    // The quotes stay as they are meanwhile; a change of one looks for it again.
    await tx.$queryRaw`SELECT id FROM source WHERE id = ${snapshot.sourceId} FOR NO KEY UPDATE`;
    const quotes = await tx.evidence.findMany({
      where: { sourceId: snapshot.sourceId, deletedAt: null, quote: { not: '' } },
      orderBy: { id: 'asc' },
    });
    const newest = await latest(tx, snapshot.sourceId, {});
    const page = quotes.length > 0 ? await pageOf(actor, snapshot) : null;
    const isNewest = newest?.id === snapshotId;
    for (const quote of quotes) {
      const key = { evidenceId: quote.id, snapshotId };
      const match = { ...lookIn(page, quote), latest: isNewest };
      if (isNewest)
        await tx.quoteMatch.updateMany({
          where: { evidenceId: quote.id, latest: true, snapshotId: { not: snapshotId } },
          data: { latest: false },
        });
      await tx.quoteMatch.upsert({
        where: { evidenceId_snapshotId: key },
        create: { ...key, ...match },
        update: match,
      });
    }
    return quotes.length;
  });
}

type Condition = NonNullable<Parameters<Tx['snapshot']['findFirst']>[0]>['where'];

async function latest(tx: Tx, sourceId: number, condition: Condition & object): Promise<Snapshot | null> {
  return tx.snapshot.findFirst({
    where: { sourceId, ...condition },
    orderBy: [{ fetchedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, outcome: true },
  });
}

/** The text to look in; null where the capture says nothing of it. */
async function pageOf(actor: Actor, { id, outcome }: Snapshot): Promise<Readable | null> {
  if (outcome !== 'good') return null;
  const text = await snapshotText(actor, id);
  return text === '' ? null : readable(text);
}

function lookIn(page: Readable | null, quote: StoredQuote): Match {
  const nowhere = { score: null, start: null, end: null };
  if (page === null) return { outcome: 'bad_capture', ...nowhere };
  const found = anchor(page, {
    exact: quote.quote,
    prefix: quote.quotePrefix,
    suffix: quote.quoteSuffix,
    start: quote.quoteStart,
    end: quote.quoteEnd,
  });
  return found.outcome === 'missing' ? { outcome: 'missing', ...nowhere } : found;
}
