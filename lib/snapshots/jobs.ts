import { handleJob } from '#lib/core/jobs.ts';
import { fetchSource, recheckSources } from './capture-mutations.ts';
import { captureJob, recheckJob } from './schema.ts';

export const captureHandler = handleJob(captureJob, (actor, { sourceId }, { signal }) =>
  fetchSource(actor, sourceId, signal),
);

export const recheckHandler = handleJob(recheckJob, async (actor) => {
  await recheckSources(actor);
});
