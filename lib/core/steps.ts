/** Long work of the processor that can be interrupted wherever it yields. */
export type Steps<T> = Generator<undefined, T, undefined>;

/** In milliseconds; so long nobody else is answered. */
const SLICE = 15;

/** Does the work in one go. */
export function atOnce<T>(steps: Steps<T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}

/** Does the work in slices, between which others are answered. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let begin = performance.now();
  let step = steps.next();
  while (step.done !== true) {
    if (performance.now() - begin > SLICE) {
      await new Promise((resolve) => setImmediate(resolve));
      begin = performance.now();
    }
    step = steps.next();
  }
  return step.value;
}
