import { BinaryRows, type Fields } from '#lib/core/binary-rows.ts';
import type { Changed } from '#lib/core/changed.ts';
import { Prisma, type Snapshot } from '#lib/core/db.ts';
import { type Followed, type Following, followerOf, isSparse, type Patience } from '#lib/core/follower.ts';
import { log } from '#lib/core/log.ts';
import { ascending, placeAmong } from '#lib/core/number-columns.ts';
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

/** What is read of all sources, or of some, one statement after another. */
function statements(ids: Int32Array | null) {
  const list = ids?.join(',');
  const among = (column: string) => (list === undefined ? 'true' : `${column} = ANY ('{${list}}'::int[])`);
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
function readSource(fields: Fields, columns: SourceColumns, placeOf: (id: number) => number): void {
  columns.set({
    id: placeOf(fields.int() ?? 0),
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

/** Decodes one of `statements` into the columns, where `placeOf` says that a source stands. */
function readerOf(table: (typeof TABLES)[number], columns: SourceColumns, placeOf: (id: number) => number) {
  return new BinaryRows((fields) => {
    if (table === 'sources') readSource(fields, columns, placeOf);
    else columns.setCount(placeOf(fields.int() ?? 0), table, fields.int() ?? 0);
  });
}

/** What is read anew into the columns for each table, or part of one, that tells of a change; for others than these, everything. */
const READ_FOR: Readonly<Record<string, readonly (typeof TABLES)[number][]>> = {
  source: ['sources'],
  source_health: ['sources'],
  evidence: ['claims'],
  claim: ['claims'],
  reliance: ['relies', 'relied'],
  'source.title': [],
};

/** On what some sources rely: whether they count there follows from whether they are deleted. */
async function originsOf(read: Snapshot, ids: Int32Array): Promise<Int32Array> {
  if (ids.length === 0) return ids;
  const rows = await read<{ id: number }>(Prisma.sql`
    SELECT DISTINCT origin_source_id AS id FROM reliance WHERE source_id = ANY (${`{${ids.join(',')}}`}::int[]) AND origin_source_id IS NOT NULL`);
  return Int32Array.from(rows, ({ id }) => id);
}

/** Reads anew what changed of sources: they are answered as they are now, by their place among the ids, to be put into the columns. */
async function readChangedSources(
  read: Snapshot,
  changed: Changed,
  columns: SourceColumns,
): Promise<{ ids: Int32Array; sources: SourceColumns }> {
  const originIds = await originsOf(
    read,
    changed.toldBy((table) => table === 'source'),
  );
  const ids = ascending([changed.ids, originIds]);
  const sources = columns.pick(ids);
  const placeOf = (id: number) => placeAmong(ids, id);
  for (const table of TABLES) {
    const told = changed.toldBy((by) => READ_FOR[by]?.includes(table) ?? true);
    const among = table === 'relied' ? ascending([told, originIds]) : told;
    if (among.length === 0) continue;
    for (const id of among)
      if (table === 'sources') sources.remove(placeOf(id));
      else sources.setCount(placeOf(id), table, 0);
    const reader = readerOf(table, sources, placeOf);
    await read.copy(statements(among)[table], (chunk) => reader.push(chunk));
  }
  return { ids, sources };
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
    for (const table of TABLES) {
      const reader = readerOf(table, columns, (id) => id);
      await read.copy(statements(null)[table], (chunk) => reader.push(chunk));
    }
    const publishers = await readPublishers(read);
    return { columns, publishers, titles: new TextOrder(TITLES), version: 1, now: 0, memo: new Map() };
  },

  async readChanged(read, changed, state) {
    const publishers = changed.renamed ? await readPublishers(read) : null;
    const { ids, sources } = await readChangedSources(read, changed, state.columns);
    return () => {
      state.columns.put(ids, sources);
      if (publishers) state.publishers = publishers;
      state.titles.change(changed.toldBy((table) => table === 'source.title'));
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
