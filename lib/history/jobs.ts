import { handleJob } from '#lib/core/jobs.ts';
import { forgetPasts } from './mutations.ts';
import { forgetPastsJob } from './schema.ts';

export const forgetPastsHandler = handleJob(forgetPastsJob, async (actor) => {
  await forgetPasts(actor);
});
