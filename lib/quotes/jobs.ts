import { handleJob } from '#lib/core/jobs.ts';
import { compareQuotes } from './mutations.ts';
import { compareJob } from './schema.ts';

export const compareHandler = handleJob(compareJob, async (actor, { snapshotId }) => {
  await compareQuotes(actor, snapshotId);
});
