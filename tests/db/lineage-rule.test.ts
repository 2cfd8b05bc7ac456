import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { lineageOf } from '#lib/lineage/lineage.ts';
import { claimLineage, sourceLineage } from '#lib/lineage/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger } from '../support/ledger.ts';
import { type Sketch, sketches } from '../support/lineage.ts';

ownDatabase();
let ledger: Ledger;
let made = 0;
beforeAll(async () => {
  ledger = await makeLedger();
});

/** The sketch as rows; answers the claim and its documents. */
async function draw({ parents, documents, links }: Sketch): Promise<{ claimId: number; ids: number[] }> {
  made += 1;
  const run = made;
  const claimId = await makeClaim(ledger);
  return transaction(systemActor, '', async (tx) => {
    const publishers: number[] = [];
    for (const [index, parent] of parents.entries()) {
      const parentId = parent === null ? null : (publishers[parent] ?? null);
      const row = await tx.publisher.create({ data: { name: `Издание ${run} ${index}`, parentId } });
      publishers.push(row.id);
    }
    const ids: number[] = [];
    for (const { publisher, stance } of documents) {
      const publisherId = publisher === null ? null : (publishers[publisher] ?? null);
      const { id } = await tx.source.create({ data: { title: 'Document', kind: 'blog', publisherId } });
      ids.push(id);
      if (stance) await tx.evidence.create({ data: { claimId, sourceId: id, stance } });
    }
    for (const { from, to } of links)
      await tx.reliance.create({
        data: {
          sourceId: ids[from] ?? 0,
          kind: 'cites',
          originSourceId: 'document' in to ? (ids[to.document] ?? 0) : null,
          // In the other script: a name is found by its folded key.
          originName:
            'publisher' in to
              ? `Izdanie ${run} ${to.publisher}`
              : 'stranger' in to
                ? `Stranger ${to.stranger}`
                : null,
        },
      });
    return { claimId, ids };
  });
}

test('the rule here and the rule of the database find the same origins', async () => {
  await fc.assert(
    fc.asyncProperty(sketches, async (sketch) => {
      const { claimId } = await draw(sketch);
      const { origins, groups } = lineageOf(await claimLineage(ledger.actors.viewer, claimId));
      const rows = await query<{ id: number; origins: string[] }>(Prisma.sql`
        SELECT source_id AS id, array_agg(DISTINCT origin ORDER BY origin) AS origins
        FROM claim_origins(${claimId}) GROUP BY source_id`);
      const sorted = new Map([...origins].map(([id, voices]) => [id, voices.toSorted()]));
      expect(sorted).toEqual(new Map(rows.map((row) => [row.id, row.origins.toSorted()])));
      const { independentOrigins } = await prisma().claim.findUniqueOrThrow({ where: { id: claimId } });
      expect(groups.filter((group) => group.counts)).toHaveLength(independentOrigins);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('around a source stands what it comes from and what came of it, near and far', async () => {
  const plain = { publisher: null, stance: null };
  const { ids } = await draw({
    parents: [null],
    documents: Array.from({ length: 5 }, () => plain),
    links: [
      { from: 1, to: { document: 0 } },
      { from: 2, to: { document: 1 } },
      { from: 3, to: { document: 2 } },
      { from: 4, to: { document: 0 } },
      { from: 1, to: { stranger: 0 } },
      { from: 3, to: { stranger: 1 } },
    ],
  });
  const around = async (index: number) => {
    const { network } = await sourceLineage(ledger.actors.viewer, ids[index] ?? 0);
    const { nodes } = lineageOf(network);
    return {
      total: network.total,
      found: nodes.map(({ document, name }) => (document ? ids.indexOf(document.id) : name)).sort(),
    };
  };
  expect(await around(2)).toEqual({ total: 4, found: [0, 1, 2, 3, 'Stranger 0'] });
  expect(await around(0)).toEqual({ total: 5, found: [0, 1, 2, 3, 4] });
  expect(await around(4)).toEqual({ total: 2, found: [0, 4] });
});
