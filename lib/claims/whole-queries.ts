import { type Actor, roleAt } from '#lib/core/actor.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { listClaimHistory, readAsOf } from '#lib/history/queries.ts';
import { listDependences } from '#lib/instruments/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';
import { claimLanguages, findClaim } from './detail-queries.ts';

/**
 * A claim with everything that is shown of it, as known at a moment (lib/core/moment.ts; null is the present), and who looks at it.
 * `id` as an address has it; null where no claim has it. Plain data, so that it also travels as JSON.
 */
export async function claimWhole(actor: Actor, id: string, asOf: string | null) {
  return readAsOf({ asOf }, async () => {
    const claim = await findClaim(actor, id);
    if (claim === null) return null;
    const [evidence, lineage, dependences, history, languages] = await Promise.all([
      listEvidence(actor, claim.id),
      claimLineage(actor, claim.id),
      listDependences(actor, claim.id),
      listClaimHistory(actor, claim.id),
      claimLanguages(actor),
    ]);
    return {
      claim,
      evidence,
      lineage,
      dependences,
      history,
      languages,
      actor: { id: actor.id, role: roleAt(actor, asOf) },
    };
  });
}
