import { handleJob } from '#lib/core/jobs.ts';
import { sketchJob } from './schema.ts';
import { sketchSources } from './sketch-mutations.ts';

export const sketchHandler = handleJob(sketchJob, async (actor, { sourceId }) => {
  await sketchSources(actor, sourceId);
});
