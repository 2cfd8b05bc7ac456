import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, type Tx, transaction } from '#lib/core/db.ts';
import { abridged } from '#lib/facts/abridged.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { inSections, type SheetFact } from '#lib/facts/sheet.ts';
import type { KeptFact } from '#lib/facts/sheet-queries.ts';
import { WEIGHTS } from '#lib/facts/weights.ts';
import { ownDatabase } from '../support/database.ts';
import { weighedFacts } from '../support/facts.ts';

ownDatabase('starter');

let programmeId = 0;
beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
});

/** Everything that a page shows of it. */
function shown(fact: SheetFact | KeptFact) {
  const values = fact.values.map((value) => ({
    ...value,
    weighed: { ...value.weighed, reasons: value.weighed.reasons() },
  }));
  return { ...fact, values, digest: null };
}

async function kept(): Promise<KeptFact[]> {
  return inSections(await weighedFacts(systemActor, programmeId)).flatMap(({ facts }) => facts);
}

async function fresh(): Promise<SheetFact[]> {
  return (await factSheet(systemActor, programmeId)).flatMap(({ facts }) => facts).map(abridged);
}

const change = (work: (tx: Tx) => Promise<unknown>) => transaction(systemActor, 'test', work);

/** The claim of a value of the fact, with a source that supports it and has a publisher. */
async function claimOf(slug: string) {
  const { claimId } = await prisma().value.findFirstOrThrow({
    where: { fact: { slug }, claim: { evidence: { some: { source: { publisherId: { not: null } } } } } },
    orderBy: { id: 'asc' },
  });
  const { sourceId, id } = await prisma().evidence.findFirstOrThrow({
    where: { claimId, deletedAt: null, source: { publisherId: { not: null } } },
    orderBy: { id: 'asc' },
  });
  return { claimId, sourceId, evidenceId: id };
}

const raw = (sql: Prisma.Sql) => (tx: Tx) => tx.$executeRaw(sql);

describe('a sheet that is kept', () => {
  test.each<[string, (tx: Tx) => Promise<unknown>]>([
    [
      'a verdict',
      async (tx) => {
        const { claimId } = await claimOf('visa.entries');
        await raw(
          Prisma.sql`UPDATE claim SET status = 'disputed', version = version + 1 WHERE id = ${claimId}`,
        )(tx);
      },
    ],
    [
      'a deleted claim',
      async (tx) => {
        const { claimId } = await claimOf('decree.date');
        await raw(
          Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id = ${claimId}`,
        )(tx);
      },
    ],
    [
      'a value moved to another fact',
      async (tx) => {
        const { claimId } = await claimOf('eligibility.valuesTest');
        await raw(Prisma.sql`UPDATE value SET fact_id = (SELECT id FROM fact WHERE slug = 'decree.title'), version = version + 1
          WHERE claim_id = ${claimId}`)(tx);
      },
    ],
    [
      'the stance of a piece of evidence',
      async (tx) => {
        const { evidenceId } = await claimOf('visa.maxStay');
        await raw(
          Prisma.sql`UPDATE evidence SET stance = 'refutes', version = version + 1 WHERE id = ${evidenceId}`,
        )(tx);
      },
    ],
    [
      'a source that relies on another',
      async (tx) => {
        const { sourceId } = await claimOf('decree.number');
        await raw(
          Prisma.sql`INSERT INTO reliance (source_id, origin_name, kind) VALUES (${sourceId}, 'The Wire of Nowhere', 'cites')`,
        )(tx);
      },
    ],
    [
      'a publisher under the name that a source relies on',
      raw(
        Prisma.sql`INSERT INTO publisher (name, kind, reliability) VALUES ('The Wire of Nowhere', 'agency', 'A')`,
      ),
    ],
    [
      'that publisher under another name',
      raw(
        Prisma.sql`UPDATE publisher SET name = 'The Wire of Elsewhere', version = version + 1 WHERE name = 'The Wire of Nowhere'`,
      ),
    ],
    [
      'a publisher’s reliability',
      async (tx) => {
        const { sourceId } = await claimOf('residence.quotaExempt');
        await raw(Prisma.sql`UPDATE publisher SET reliability = CASE reliability WHEN 'E' THEN 'D' ELSE 'E' END::reliability,
          version = version + 1 WHERE id = (SELECT publisher_id FROM source WHERE id = ${sourceId})`)(tx);
      },
    ],
    [
      'the network that a publisher belongs to',
      async (tx) => {
        const { sourceId } = await claimOf('residence.quotaExempt');
        await raw(Prisma.sql`UPDATE publisher SET parent_id = (SELECT id FROM publisher WHERE name = 'The Wire of Elsewhere'),
          version = version + 1 WHERE id = (SELECT publisher_id FROM source WHERE id = ${sourceId})`)(tx);
      },
    ],
    [
      'the kind of a source',
      async (tx) => {
        const { sourceId } = await claimOf('list.coversAllEU');
        await raw(Prisma.sql`UPDATE source SET kind = CASE kind WHEN 'official' THEN 'newspaper' ELSE 'official' END::source_kind,
          version = version + 1 WHERE id = ${sourceId}`)(tx);
      },
    ],
    [
      'the act’s own text',
      async (tx) => {
        const { claimId, sourceId } = await claimOf('visa.entries');
        const { id } = await tx.instrument.create({
          data: { programmeId, kind: 'decree', number: '1', issuer: 'Somebody' },
        });
        await raw(Prisma.sql`INSERT INTO dependence (claim_id, instrument_id) VALUES (${claimId}, ${id})`)(
          tx,
        );
        await raw(
          Prisma.sql`INSERT INTO instrument_version (instrument_id, ordinal, source_ids) VALUES (${id}, 1, ARRAY[${sourceId}]::int[])`,
        )(tx);
      },
    ],
    [
      'how a fact is asked',
      raw(
        Prisma.sql`UPDATE fact SET question = 'How often?', version = version + 1 WHERE slug = 'visa.entries'`,
      ),
    ],
    [
      'a fact retired',
      raw(Prisma.sql`UPDATE fact SET retired_at = now(), version = version + 1 WHERE slug = 'decree.title'`),
    ],
    [
      'a fact added',
      (tx) =>
        tx.fact.create({
          data: { programmeId, slug: 'visa.colour', question: 'Which colour?', type: 'text', ordinal: 1 },
        }),
    ],
  ])('is as a fresh one after a change: %s', async (_, work) => {
    const before = await kept();
    await change(work);
    const after = await kept();
    const truth = await fresh();
    expect(after.map(shown)).toEqual(truth.map(shown));
    // It did change something, and what nothing touched was not weighed again.
    expect(after.map(shown)).not.toEqual(before.map(shown));
    const same = after.filter((fact) => before.includes(fact)).length;
    expect(same).toBeGreaterThan(20);
  });

  test('another day and other weights have sheets of their own', async () => {
    const now = await kept();
    const then = await weighedFacts(systemActor, programmeId, { on: '2016-04-05' });
    expect(then.map(({ claimCount }) => claimCount)).not.toEqual(now.map(({ claimCount }) => claimCount));
    const tried = await weighedFacts(systemActor, programmeId, {
      weights: { ...WEIGHTS, settledWeight: 90 },
    });
    expect(tried.every(({ resolution }) => resolution.state !== 'settled')).toBe(true);
    expect((await kept()).map(({ resolution }) => resolution)).toEqual(
      now.map(({ resolution }) => resolution),
    );
  });
});
