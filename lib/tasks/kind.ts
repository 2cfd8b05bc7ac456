import type { z } from 'zod';

/**
 * A kind of long work, declared in its feature's schema.ts. Never reuse a name for something else.
 * `payload` is plain JSON; it is parsed when the task is started, and again when it runs.
 */
export interface TaskKind<S extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly payload: S;
}

/** What became of a task: a sentence for its owner, a page or file to go to, and what the interface needs besides. Kept 14 days. */
export type TaskResult = {
  message: string;
  href?: string;
  data?: Readonly<Record<string, string | number | boolean | null>>;
};
