import os from 'node:os';
import { z } from 'zod';
import { asActor } from '#lib/core/actor.ts';
import { disconnect } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { CliError } from './cli.ts';

/** Whoever may read DATA_DIR or knows DATABASE_URL has all rights; the history says who it was. */
export const actor = asActor({
  id: null,
  name: `command line (${os.userInfo().username})`,
  role: 'admin',
  sessionId: null,
});

/** Runs one command and closes the connections. What a person can put right becomes a CliError. */
export async function asCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof z.ZodError) {
      throw new CliError(error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    }
    if (error instanceof AppError) throw new CliError(error.message);
    throw error;
  } finally {
    await disconnect();
  }
}

export function demandNone(args: string[]): void {
  if (args.length > 0)
    throw new CliError(`What is "${args.join(' ')}" for? npm run admin -- --help says more.`);
}

/** Rows as text, each column as wide as its widest cell; the last one as it comes. */
export function columns(rows: readonly (readonly string[])[]): string {
  const count = Math.max(...rows.map((row) => row.length)) - 1;
  const widths = Array.from({ length: count }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
