import type { Result } from '#lib/core/errors.ts';

type Unreached = Extract<Result<never>, { ok: false }>;

const OUT_OF_REACH =
  'The server could not be reached. What you typed is still here; check the connection and try again.';

/** Runs an action; that the network failed is a result like any other. Outside of it, a page of an error would take the form's place. */
export async function attempt<Answer>(work: () => Promise<Answer>): Promise<Answer | Unreached> {
  try {
    return await work();
  } catch {
    return { ok: false, code: 'unavailable', message: OUT_OF_REACH, fields: {} };
  }
}
