import { env } from '#lib/core/env.ts';
import { handleJob } from '#lib/core/jobs.ts';
import { forgetPasts } from './mutations.ts';
import { forgetPastsJob, sealEventsJob } from './schema.ts';
import { sealEvents } from './seal-mutations.ts';

export const forgetPastsHandler = handleJob(forgetPastsJob, async (actor) => {
  await forgetPasts(actor);
});

/** The worker has said at its start where it has no key. */
export const sealHandler = handleJob(sealEventsJob, async (actor, _, { signal }) => {
  const { sealKey } = env();
  if (sealKey !== undefined) await sealEvents(actor, sealKey, { signal });
});
