import { createHash } from 'node:crypto';
import type { Actor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { evidenceText } from './evidence-text.ts';
import { demandFact } from './policy.ts';
import type { Overruling } from './schema.ts';
import type { SheetFact } from './sheet.ts';
import { formatValue } from './value.ts';

/** What is in force, by the id of the fact. `stale`: the evidence is not what it was when somebody decided. */
export async function listOverrulings(
  actor: Actor,
  facts: readonly SheetFact[],
): Promise<Map<number, Overruling>> {
  demandFact(actor, 'read');
  const rows = await prisma().overruling.findMany({
    where: { deletedAt: null, factId: { in: facts.map(({ id }) => id) } },
    include: { decidedBy: { select: { name: true } } },
  });
  const byId = new Map(facts.map((fact) => [fact.id, fact]));
  return new Map(
    rows.flatMap((row): [number, Overruling][] => {
      const fact = byId.get(row.factId);
      if (!fact) return [];
      const { id, version, reason, evidence, decidedAt, decidedBy } = row;
      const who = decidedBy?.name ?? 'system';
      const stale = row.digest !== evidenceDigest(fact);
      const text = formatValue({ ...row, fact });
      return [[fact.id, { id, version, text, reason, evidence, stale, who, at: decidedAt.toISOString() }]];
    }),
  );
}

/** SHA-256 of what was weighed, in hex. */
export function evidenceDigest(fact: Pick<SheetFact, 'values'>): string {
  return createHash('sha256').update(evidenceText(fact)).digest('hex');
}
