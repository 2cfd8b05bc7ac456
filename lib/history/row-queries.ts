import type { Actor } from '#lib/core/actor.ts';
import { Prisma, type query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';

/** Of each table and kind so many are named. */
const MOST_NAMED = 20;

type Table = { name: string; columns: string[] };
type Odd = { id: number; version: number; told: number | null; gone: boolean; columns: string[] };

/**
 * Holds the rows of every table with a history against their latest events, and the events of each row against its versions, of which
 * each has one: a change that passed the triggers by is in one and not in the other. Answers a sentence for each that differs. Reads
 * everything once; `read` must let a statement take its time.
 */
export async function verifyRows(actor: Actor, read: typeof query): Promise<string[]> {
  if (actor.id !== null) throw new AppError('forbidden', 'The history is verified on the command line.');
  const tables = await read<Table>(Prisma.sql`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      AND a.attname <> ALL (array_remove(string_to_array(encode(g.tgargs, 'escape'), '\\000'), ''))
    WHERE g.tgname = c.relname || '_event_new' AND c.relnamespace = 'public'::regnamespace GROUP BY c.relname ORDER BY c.relname`);
  const problems: string[] = [];
  for (const table of tables) {
    const odd = await read<Odd>(unlikeTheirEvents(table));
    const lost = await read<{ id: number }>(lostRows(table.name));
    const uneven = await read<{ id: number }>(unevenVersions(table.name));
    problems.push(
      ...some(odd, (row) => unlike(table.name, row)),
      ...some(lost, ({ id }) => `The ${table.name} ${id} is gone, and its history does not say so.`),
      ...some(uneven, ({ id }) => `The versions of ${table.name} ${id} have not one event each.`),
    );
  }
  return problems;
}

function some<T>(rows: readonly T[], say: (row: T) => string): string[] {
  const said = rows.slice(0, MOST_NAMED).map(say);
  return rows.length > MOST_NAMED ? [...said, 'And more of this kind.'] : said;
}

function unlike(table: string, { id, version, told, gone, columns }: Odd): string {
  if (told === null) return `The ${table} ${id} has no history.`;
  if (gone) return `The ${table} ${id} is there, although its history says that it was removed.`;
  if (told !== version)
    return `The ${table} ${id} is at version ${version}, its history at version ${told}: a change was made without the history, or is missing there.`;
  return `The ${table} ${id} is not what its history says: ${columns.join(', ')}.`;
}

const name = (text: string) => Prisma.raw(`"${text.replaceAll('"', '""')}"`);

/** Compared as values of their types: the text of a time depends on who wrote it. Columns that came later are in no earlier event. */
function unlikeTheirEvents({ name: table, columns }: Table) {
  const differing = columns.map((column) => {
    const now = name(column);
    // Events hold a hash of the hash.
    const differs =
      column === 'password_hash'
        ? Prisma.sql`e.row ->> 'password_hash' <> left(encode(sha256(convert_to(r.password_hash, 'UTF8')), 'hex'), 8)`
        : Prisma.sql`p.${now} IS DISTINCT FROM r.${now}`;
    return Prisma.sql`CASE WHEN ${differs} AND e.row ? ${column} THEN ${column}::text END`;
  });
  return Prisma.sql`
    SELECT r.id, r.version, e.version AS told, coalesce(e.action = 'remove', false) AS gone, x.columns
    FROM ${name(table)} r
    LEFT JOIN LATERAL (SELECT version, action, row FROM event WHERE entity = ${table} AND entity_id = r.id ORDER BY id DESC LIMIT 1) e ON true
    LEFT JOIN LATERAL jsonb_populate_record(NULL::${name(table)}, e.row) p ON true
    CROSS JOIN LATERAL (SELECT array_remove(ARRAY[${Prisma.join(differing)}], NULL) AS columns) x
    WHERE e.version IS DISTINCT FROM r.version OR e.action = 'remove' OR x.columns <> '{}'
    ORDER BY r.id LIMIT ${MOST_NAMED + 1}`;
}

function lostRows(table: string) {
  return Prisma.sql`
    SELECT DISTINCT e.entity_id AS id FROM event e
    WHERE e.entity = ${table} AND NOT EXISTS (SELECT FROM ${name(table)} r WHERE r.id = e.entity_id)
      AND NOT EXISTS (SELECT FROM event g WHERE g.entity = ${table} AND g.entity_id = e.entity_id AND g.action = 'remove')
    ORDER BY 1 LIMIT ${MOST_NAMED + 1}`;
}

function unevenVersions(table: string) {
  return Prisma.sql`
    SELECT entity_id AS id FROM event WHERE entity = ${table} AND action <> 'remove' GROUP BY entity_id
    HAVING count(*) <> max(version) - min(version) + 1 OR count(*) <> count(DISTINCT version) ORDER BY 1 LIMIT ${MOST_NAMED + 1}`;
}
