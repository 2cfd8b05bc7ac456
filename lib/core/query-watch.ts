import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';
import { log } from './log.ts';
import { databaseWait } from './timing.ts';

const SLOW_MS = 500;
/** One step of work that takes minutes anyway, and tells its progress itself. */
const SLOW_STEP_MS = 15_000;
/** The plan of one statement is looked at this often at most: what is slow is busy enough. */
const AGAIN_AFTER_MS = 10 * 60_000;
const STATEMENTS_KNOWN = 200;

type Statement = { text: string; values: unknown[] };

function statementOf([first, second]: readonly unknown[]): Statement | null {
  if (typeof first === 'string') return { text: first, values: Array.isArray(second) ? second : [] };
  if (typeof first !== 'object' || first === null || !('text' in first) || typeof first.text !== 'string')
    return null;
  const values = 'values' in first && Array.isArray(first.values) ? first.values : second;
  return { text: first.text, values: Array.isArray(values) ? values : [] };
}

/** Only what changes nothing can be asked for its plan without a second thought. */
const READS = /^\s*(SELECT|WITH)\b/i;

/** A plan holds the values that were asked for; people's words have no place in a log. */
function withoutTexts(plan: string): string {
  return plan.replace(/'(?:[^']|'')*'/g, "'…'");
}

const longWork = new AsyncLocalStorage<true>();

/** Within `work`, which takes minutes and tells so itself, a statement is slow from 15 seconds on. */
export function asLongWork<T>(work: () => Promise<T>): Promise<T> {
  return longWork.run(true, work);
}

/**
 * Watches all connections of a pool: their time counts to the request that uses them, and a statement over 500 ms is logged with
 * its plan, without the texts of its parameters. Somebody waits for it, unless it is a step of long work (`asLongWork`).
 */
export function watchPool(pool: pg.Pool): void {
  const explained = new Map<string, number>();

  async function tell({ text, values }: Statement, ms: number): Promise<void> {
    const at = Date.now();
    let plan: string | undefined;
    if (READS.test(text) && at - (explained.get(text) ?? 0) >= AGAIN_AFTER_MS) {
      if (explained.size >= STATEMENTS_KNOWN) explained.clear();
      explained.set(text, at);
      try {
        const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, values);
        plan = withoutTexts(rows.map((row) => row['QUERY PLAN']).join('\n'));
      } catch {
        plan = 'could not be asked for';
      }
    }
    log.warn({ ms: Math.round(ms), sql: text.replace(/\s+/g, ' ').slice(0, 4_000), plan }, 'a slow query');
  }

  pool.on('connect', (client) => {
    const send = client.query;
    const watched = (...args: unknown[]): unknown => {
      const begin = performance.now();
      const limit = longWork.getStore() ? SLOW_STEP_MS : SLOW_MS;
      const stop = databaseWait();
      const done = () => {
        stop();
        const ms = performance.now() - begin;
        const statement = ms > limit ? statementOf(args) : null;
        if (statement && !statement.text.startsWith('EXPLAIN')) void tell(statement, ms);
      };
      const callback = args.at(-1);
      if (typeof callback === 'function') {
        const answer = (...result: unknown[]) => {
          done();
          Reflect.apply(callback, undefined, result);
        };
        return Reflect.apply(send, client, [...args.slice(0, -1), answer]);
      }
      const result: unknown = Reflect.apply(send, client, args);
      if (result instanceof Promise) result.then(done, done);
      // A cursor: its rows come when they are asked for.
      else stop();
      return result;
    };
    Object.defineProperty(client, 'query', { value: watched, configurable: true, writable: true });
  });
}
