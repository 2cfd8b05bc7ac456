import { Prisma } from '#prisma/generated/client.ts';
import { AppError } from './errors.ts';

/**
 * What the database refused for a reason that a person can act on; anything else stays as it was. `running` tells the titles of the
 * tasks that run, for whoever waited for one of them in vain.
 */
export async function expected(error: unknown, running: () => Promise<string[]>): Promise<unknown> {
  switch (sqlState(error)) {
    case '40001':
    case '40P01':
      return new AppError('conflict', 'Somebody else changed this meanwhile.');
    case '55P03':
      return new AppError('unavailable', waitedInVain(await running()));
    case '57014':
      return new AppError('unavailable', 'This took too long and was stopped.');
    case '23505':
      return new AppError('duplicate', 'This is there already.');
    case '23503':
      return new AppError('invalid', 'Something this refers to does not exist any more.');
    default:
      return error;
  }
}

/** What somebody is told whose write waited for long work that did not end. */
function waitedInVain(running: readonly string[]): string {
  const by = running.length === 0 ? '' : ` (${running.map((title) => `“${title}”`).join('; ')})`;
  return `Not saved: long work${by} is writing to the same at this moment. Nothing that you typed is lost; save again when it has ended.`;
}

function sqlState(error: unknown): string | undefined {
  if (error instanceof Prisma.PrismaClientKnownRequestError) {
    if (error.code === 'P2002') return '23505';
    if (error.code === 'P2003') return '23503';
    if (error.code === 'P2034') return '40001';
    const cause = error.meta?.['driverAdapterError'];
    return cause instanceof Error ? causeState(cause) : undefined;
  }
  return error instanceof Error ? causeState(error) : undefined;
}

function causeState(error: Error): string | undefined {
  const cause = error.cause;
  if (typeof cause !== 'object' || cause === null) return undefined;
  for (const key of ['originalCode', 'code']) {
    const code = (cause as Record<string, unknown>)[key];
    if (typeof code === 'string') return code;
  }
  return undefined;
}
