import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { EnvError } from '#lib/core/env.ts';

/** The root of the project; the scripts work from there, wherever they are called. */
export const projectRoot: string = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

/** Something the person at the keyboard can put right: shown without a stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
}

/** What was asked to stop has stopped: no error to show. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
}

/** Is this module the program that was started, and not imported by another? */
export function isMain(moduleUrl: string): boolean {
  return process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(moduleUrl);
}

export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}

const systemCodes = ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'];

/** What says all there is to say in its message: ours, and what the system refuses, which names the file. */
function isExpected(error: unknown): error is Error {
  if (error instanceof CliError || error instanceof EnvError) return true;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return systemCodes.includes(code) || code.startsWith('ERR_PARSE_ARGS_');
}

/** Runs a program's main function; an error ends it with 1, in words where we have them. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    process.exitCode = error instanceof Stopped ? 0 : 1;
    if (error instanceof Stopped) return;
    console.error(isExpected(error) ? error.message : error);
  }
}
