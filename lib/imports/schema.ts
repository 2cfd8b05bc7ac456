import { z } from 'zod';
import { AppError } from '#lib/core/errors.ts';
import { rowId } from '#lib/core/input.ts';
import type { Job } from '#lib/core/job.ts';
import { ENCODINGS, type Encoding, SEPARATORS, type Separator } from '#lib/core/text-encoding.ts';
import type { TaskKind } from '#lib/tasks/kind.ts';
import type { CellProblem } from './cells.ts';
import type { FileColumn } from './columns.ts';

/** Bytes of a file that is imported at once. */
export const MOST_FILE = 500 * 1_048_576;

/** How a file is to be read, as its address says: what is left out is told from the file. */
const fileOptions = z.strictObject({
  name: z.string().trim().max(255).default(''),
  encoding: z.enum(ENCODINGS).optional(),
  separator: z.enum(SEPARATORS).optional(),
  /** JSON: {"3": "statement", "5": ""} makes the fourth column the statement and leaves out the sixth. */
  columns: z
    .string()
    .max(20_000)
    .default('{}')
    .transform((text, context) => {
      try {
        return z.record(z.string().regex(/^\d{1,4}$/), z.string().max(40)).parse(JSON.parse(text));
      } catch {
        context.addIssue({ code: 'custom', message: 'The choice of columns cannot be read.' });
        return z.NEVER;
      }
    }),
});
export type FileOptions = z.output<typeof fileOptions>;

/** What an address says of its file. Throws `invalid`. */
export function readOptions(params: URLSearchParams): FileOptions {
  const result = fileOptions.safeParse(Object.fromEntries(params));
  if (result.success) return result.data;
  throw new AppError('invalid', result.error.issues[0]?.message ?? 'The address cannot be read.');
}

/** How a file is written, told by its beginning. `sample` holds the first rows. */
export type FileFormat = {
  encoding: Encoding;
  separator: Separator;
  columns: FileColumn[];
  sample: string[][];
  problem: string | null;
};

/** Days that the rows which an import left out are kept. */
export const LEFT_OUT_DAYS = 14;

/** Forgets what imports left out long ago. */
export const forgetLeftOutJob = {
  name: 'forget-left-out',
  payload: z.strictObject({}),
  retries: 0,
  retrySeconds: 1,
  timeLimitSeconds: 300,
  atOnce: 1,
  keyed: true,
  cron: '40 3 * * *',
} as const satisfies Job;

export const importIdInput = z.strictObject({ id: rowId });

/** `partly`: what cannot be read is left out; without it, nothing is written while there is such a row. */
export const commitInput = z.strictObject({ id: rowId, partly: z.boolean() });

/** Writing what was prepared. */
export const importTask = { name: 'import-claims', payload: commitInput } as const satisfies TaskKind;

export type ImportCounts = { created: number; changed: number; unchanged: number; refused: number };

/** An import as its page shows it; `lost`: its rows went with a crash of the database. */
export type ImportDetail = ImportCounts & {
  id: number;
  fileName: string;
  encoding: Encoding;
  separator: Separator;
  columns: FileColumn[];
  /** ISO 8601 */
  at: string;
  doneAt: string | null;
  lost: boolean;
  /** The rows that it left out are still kept. */
  leftOutKept: boolean;
  /** What writes it, or could not: why is in `message`. */
  task: { running: boolean; message: string } | null;
};

/** An import that is written, with `refused` rows left out. `doneAt` is ISO 8601. */
export type LeavingImport = { id: number; fileName: string; refused: number; doneAt: string };

/** A cell before and after; a new claim has no before. */
export type CellChange = { column: string; from: string | null; to: string };
export type RowPreview = { line: number; claimId: number | null; statement: string; cells: CellChange[] };
export type RefusedRow = { line: number; problems: CellProblem[] };

/** The first rows of each kind. */
export type ImportPreview = { created: RowPreview[]; changed: RowPreview[]; refused: RefusedRow[] };
