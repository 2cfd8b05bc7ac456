import { BinaryRows, type Fields } from '#lib/core/binary-rows.ts';
import { Prisma, type Snapshot } from '#lib/core/db.ts';
import { type Followed, type Following, followerOf, isSparse, type Patience } from '#lib/core/follower.ts';
import { log } from '#lib/core/log.ts';
import { TextOrder, type Texts } from '#lib/core/text-order.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import type { PublisherNames } from './matches.ts';
import { SourceColumns, type SourceCount } from './source-columns.ts';
import { RELIABILITIES, SOURCE_KINDS } from './vocabulary.ts';
import { LIVE_EVIDENCE, sourceOrder } from './where.ts';

/** All sources in memory. */
export type SourceState = Followed & {
  columns: SourceColumns;
  publishers: PublisherNames;
  titles: TextOrder;
};

// Statements of COPY take no parameters; what stands in these are words of ours and numbers.
const placeIn = (words: readonly string[], column: string) =>
  `coalesce(array_position('{${words.join(',')}}'::text[], ${column}::text), 0)`;

/** What is read of all sources, or of those in a list (`{1,2}`), one statement after another. */
function statements(ids: string | null) {
  const among = (column: string) => (ids === null ? 'true' : `${column} = ANY ('${ids}'::int[])`);
  return {
    sources: `SELECT s.id, s.deleted_at IS NOT NULL, ${placeIn(SOURCE_KINDS, 's.kind')}, ${placeIn(LINK_STATES, 'h.state')}, s.publisher_id,
      s.language, s.published_on IS NOT NULL, s.published_lower, s.published_upper, s.updated_at
      FROM source s LEFT JOIN source_health h ON h.source_id = s.id WHERE ${among('s.id')}`,
    claims: `SELECT e.source_id, count(*)::int ${LIVE_EVIDENCE.text} AND ${among('e.source_id')} GROUP BY e.source_id`,
    relies: `SELECT r.source_id, count(*)::int FROM reliance r WHERE r.deleted_at IS NULL AND ${among('r.source_id')} GROUP BY r.source_id`,
    relied: `SELECT r.origin_source_id, count(*)::int FROM reliance r JOIN source b ON b.id = r.source_id AND b.deleted_at IS NULL
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL AND ${among('r.origin_source_id')} GROUP BY r.origin_source_id`,
  };
}

const COUNTS = ['claims', 'relies', 'relied'] as const satisfies readonly SourceCount[];
const TABLES = ['sources', ...COUNTS] as const;

/** The fields in the order of `statements().sources`. */
function readSource(fields: Fields, columns: SourceColumns): void {
  columns.set({
    id: fields.int() ?? 0,
    deleted: fields.flag(),
    kind: fields.int() ?? 0,
    link: fields.int() ?? 0,
    publisher: fields.int() ?? 0,
    language: fields.text(),
    dated: fields.flag(),
    lower: fields.day(),
    upper: fields.day(),
    updated: fields.time(),
  });
}

/** Decodes into the columns what `statements` read. */
function readersFor(columns: SourceColumns): Record<(typeof TABLES)[number], BinaryRows> {
  const counts = (of: SourceCount) =>
    new BinaryRows((fields) => columns.setCount(fields.int() ?? 0, of, fields.int() ?? 0));
  return {
    sources: new BinaryRows((fields) => readSource(fields, columns)),
    claims: counts('claims'),
    relies: counts('relies'),
    relied: counts('relied'),
  };
}

async function readPublishers(read: Snapshot): Promise<PublisherNames> {
  const rows = await read<{ id: number; name: string; key: string; grade: number; rank: number }>(Prisma.sql`
    SELECT id, name, lower(name) AS key, array_position(${[...RELIABILITIES]}::text[], reliability::text) AS grade,
      dense_rank() OVER (ORDER BY lower(name))::int AS rank FROM publisher`);
  const end = rows.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  const publishers: PublisherNames = {
    names: new Map(rows.map(({ id, name }) => [id, name])),
    grades: new Uint8Array(end),
    ranks: new Int32Array(end),
    rankOf: new Map(rows.map(({ key, rank }) => [key, rank])),
  };
  for (const { id, grade, rank } of rows) {
    publishers.grades[id] = grade;
    publishers.ranks[id] = rank;
  }
  return publishers;
}

const TITLES: Texts = {
  what: 'titles',
  from: Prisma.sql`source s`,
  id: Prisma.sql`s.id`,
  live: Prisma.sql`s.deleted_at IS NULL`,
  key: sourceOrder('title', null),
};

const SOURCES: Following<SourceState> = {
  subject: 'source',

  async load(read) {
    const [ids] = await read<{ last: number; sources: number }>(
      Prisma.sql`SELECT coalesce(max(id), 0) AS last, count(*)::int AS sources FROM source`,
    );
    if (!ids || isSparse(ids.last, ids.sources)) {
      log.warn({}, 'ids of sources are too sparse for columns in memory; SQL counts');
      return null;
    }
    const columns = new SourceColumns();
    columns.reserve(ids.last);
    const sql = statements(null);
    const readers = readersFor(columns);
    for (const table of TABLES) await read.copy(sql[table], (chunk) => readers[table].push(chunk));
    const publishers = await readPublishers(read);
    return { columns, publishers, titles: new TextOrder(TITLES), version: 1, now: 0, memo: new Map() };
  },

  async readChanged(read, changed, renamed) {
    const publishers = renamed ? await readPublishers(read) : null;
    // Whether a source counts among those that rely on another follows from whether it is deleted.
    const origins = await read<{ id: number }>(Prisma.sql`
      SELECT DISTINCT origin_source_id AS id FROM reliance WHERE source_id = ANY (${[...changed]}::int[]) AND origin_source_id IS NOT NULL`);
    const ids = [...new Set([...changed, ...origins.map(({ id }) => id)])];
    const sql = statements(`{${ids.join(',')}}`);
    const chunks: { table: (typeof TABLES)[number]; chunk: Uint8Array }[] = [];
    for (const table of TABLES)
      await read.copy(sql[table], (chunk) => void chunks.push({ table, chunk: new Uint8Array(chunk) }));
    return (state) => {
      const { columns, titles } = state;
      for (const id of ids) for (const of of COUNTS) columns.setCount(id, of, 0);
      const readers = readersFor(columns);
      for (const { table, chunk } of chunks) readers[table].push(chunk);
      if (publishers) state.publishers = publishers;
      titles.change(changed);
    };
  },

  loadMore: ({ titles }) => titles.load(),
};

/** The columns of all sources as of now, or null while SQL has to answer. The caller asks the policy. */
export function currentSources(patience: Patience): Promise<SourceState | null> {
  return followerOf(SOURCES).current(patience);
}

/** Reads the columns of sources, then the order of their titles, beside whatever else happens; done when they are there. */
export function loadSources(): Promise<void> {
  return followerOf(SOURCES).loadAll();
}
