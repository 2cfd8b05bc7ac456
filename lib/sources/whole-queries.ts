import type { Actor } from '#lib/core/actor.ts';
import { listSourceHistory } from '#lib/history/source-queries.ts';
import { sourceLineage } from '#lib/lineage/queries.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { listSnapshots, sourceHealth } from '#lib/snapshots/queries.ts';
import { findSource } from './queries.ts';

/**
 * A source with everything that is shown of it, and who looks at it. `id` as an address has it; null where no source has it. Plain
 * data, so that it also travels as JSON.
 */
export async function sourceWhole(actor: Actor, id: string) {
  const source = await findSource(actor, id);
  if (source === null) return null;
  const [lineage, suggestions, history, snapshots, health] = await Promise.all([
    sourceLineage(actor, source.id),
    suggestOrigins(actor, source.id),
    listSourceHistory(actor, source.id),
    listSnapshots(actor, source.id),
    sourceHealth(actor, source.id),
  ]);
  return { source, lineage, suggestions, history, snapshots, health, actor: { role: actor.role } };
}
