import type { Result } from '#lib/core/errors.ts';

const OUT_OF_REACH =
  'The server could not be reached. What you typed is still here; check the connection and try again.';

/** Runs an action; that the network failed is a result like any other. */
export async function attempt<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch {
    return { ok: false, code: 'unavailable', message: OUT_OF_REACH, fields: {} };
  }
}
