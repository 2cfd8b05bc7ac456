import type { Actor } from '#lib/core/actor.ts';
import { type KeptFact, keptSheet } from '#lib/facts/sheet-queries.ts';

/** The facts of a sheet, however long the machine takes to weigh them. */
export async function weighedFacts(
  actor: Actor,
  programmeId: number,
  options: Parameters<typeof keptSheet>[2] = {},
): Promise<KeptFact[]> {
  for (;;) {
    const { facts } = await keptSheet(actor, programmeId, options);
    if (facts !== null) return facts;
  }
}
