import type { Actor } from '#lib/core/actor.ts';
import { currentPool, momentRead, Prisma, query, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { asLongWork } from '#lib/core/query-watch.ts';
import { inSlices } from '#lib/core/steps.ts';
import { inTurn } from '#lib/core/stream.ts';
import { abridged } from './abridged.ts';
import { Looks } from './looks.ts';
import { evidenceDigest } from './overruling-queries.ts';
import { demandFact } from './policy.ts';
import { eachSaidFact } from './queries.ts';
import { type SheetFact, weighing } from './sheet.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** Abridged; `digest` of its whole evidence is there where somebody has overruled it. */
export type KeptFact = SheetFact & { digest: string | null };

/** The facts of a sheet in order, null while they are being weighed; so many are done of so many. */
export type KeptSheet = { facts: KeptFact[] | null; done: number; of: number };

/** In milliseconds: a page rather says how far it is. */
const PATIENCE = 700;
/** Sheets of other moments, days and weights are kept besides the present one. */
const SHEETS_KEPT = 3;
/** So many values are read by one statement, whose rows come fact by fact: of fewer, all sources and reliance are gone through as often. */
const VALUES_READ = 60_000;
/** Of more events than this nobody works out what they touch. */
const EVENTS_READ = 20_000;

type Kept = {
  facts: Map<number, { found: Promise<KeptFact | null>; done: boolean }>;
  looks: Looks;
  dropped: boolean;
};

const sheets = new WeakMap<object, Map<string, Kept>>();
/** Facts are weighed one after the other, whoever asks: the process has others to answer. */
let queue: Promise<void> = Promise.resolve();

/**
 * The fact sheet as pages show it, exact as of a moment after this call. A fact is read and weighed once and kept until the history
 * tells of something that it rests on; a sheet that takes longer says how far it is, and goes on. `factId` asks for that fact alone.
 */
export async function keptSheet(
  actor: Actor,
  programmeId: number,
  {
    factId,
    on = null,
    weights = WEIGHTS,
  }: { factId?: number; on?: string | null; weights?: Weights | undefined } = {},
): Promise<KeptSheet> {
  demandFact(actor, 'read');
  const kept = keptUnder(JSON.stringify([programmeId, momentRead(), on, weights]));
  const all = await lookAfter(kept, programmeId);
  const ids = factId === undefined ? all : all.filter((id) => id === factId);
  const missing = ids.filter((id) => !kept.facts.has(id));
  if (missing.length > 0)
    weighInTurn(kept, missing, (factIds) => eachSaidFact(actor, programmeId, { factIds, on }), weights);
  const wanted = ids.flatMap((id) => kept.facts.get(id) ?? []);
  const found = await withPatience(Promise.all(wanted.map((each) => each.found)));
  return {
    facts: found?.filter((fact) => fact !== null) ?? null,
    done: wanted.filter(({ done }) => done).length,
    of: wanted.length,
  };
}

function keptUnder(key: string): Kept {
  const pool = currentPool();
  const all = sheets.get(pool) ?? new Map<string, Kept>();
  sheets.set(pool, all);
  const kept = all.get(key) ?? { facts: new Map(), looks: new Looks(), dropped: false };
  // The one used last stands last.
  all.delete(key);
  all.set(key, kept);
  const [[oldest, former] = []] = all;
  if (all.size > SHEETS_KEPT && oldest !== undefined && former !== undefined) {
    former.dropped = true;
    all.delete(oldest);
  }
  return kept;
}

/** The facts of the programme in order; what was kept of those that have been touched since the last look is let go. */
async function lookAfter(kept: Kept, programmeId: number): Promise<number[]> {
  const { since, seen } = kept.looks.begin();
  // The past stays as it is.
  const touched = since === null || momentRead() !== null ? null : touchedSince(since);
  const [look] = await query<{ snapshot: string; ids: number[]; touched: number[] | null }>(Prisma.sql`
    SELECT pg_current_snapshot()::text AS snapshot, ${touched ?? Prisma.sql`'{}'::int[]`} AS touched,
      (SELECT coalesce(array_agg(f.id ORDER BY f.ordinal, f.id), '{}') FROM fact f WHERE f.programme_id = ${programmeId}) AS ids`);
  if (look === undefined) return [];
  if (look.touched === null) kept.facts.clear();
  for (const id of look.touched ?? []) kept.facts.delete(id);
  seen(look.snapshot);
  return look.ids;
}

/**
 * The facts that rest on anything that changed since a snapshot, as an array; null where too much changed to say. A fact rests on its
 * definition, its values and their claims, the evidence, and the sources, voices and acts that the evidence goes back to.
 */
function touchedSince(snapshot: string): Sql {
  return Prisma.sql`(
    WITH RECURSIVE news AS MATERIALIZED (
      SELECT v.entity, v.entity_id, v.claim_id, v.action, v.changed, v.row FROM event v
      WHERE v.tx >= pg_snapshot_xmin(${snapshot}::pg_snapshot)::text::bigint
        AND NOT pg_visible_in_snapshot(v.tx::text::xid8, ${snapshot}::pg_snapshot)
      LIMIT ${EVENTS_READ + 1}
    ), outlet AS (
      SELECT n.entity_id AS id FROM news n WHERE n.entity = 'publisher'
      UNION SELECT p.id FROM outlet u JOIN publisher p ON p.parent_id = u.id
    ), voice AS (
      SELECT p.name_key FROM outlet u JOIN publisher p ON p.id = u.id
      UNION SELECT n.changed -> 'name_key' ->> 0 FROM news n WHERE n.entity = 'publisher' AND n.changed ? 'name_key'
    ), document AS (
      SELECT n.entity_id AS id FROM news n WHERE n.entity = 'source' AND n.action <> 'create'
      UNION SELECT (n.row ->> 'source_id')::int FROM news n WHERE n.entity = 'reliance'
      UNION SELECT s.id FROM outlet u JOIN source s ON s.publisher_id = u.id
      UNION SELECT r.source_id FROM voice w JOIN reliance r ON r.origin_key = w.name_key
    ), touched_claim AS (
      SELECT n.claim_id AS id FROM news n WHERE n.claim_id IS NOT NULL
      UNION SELECT unnest(claims_resting_on((SELECT array_agg(d.id) FROM document d)))
      UNION SELECT d.claim_id FROM news n JOIN dependence d
        ON d.instrument_id = CASE n.entity WHEN 'instrument' THEN n.entity_id ELSE (n.row ->> 'instrument_id')::int END
        WHERE n.entity IN ('instrument', 'instrument_version')
    ), touched AS (
      SELECT v.fact_id AS id FROM touched_claim c JOIN value v ON v.claim_id = c.id
      UNION SELECT (n.row ->> 'fact_id')::int FROM news n WHERE n.entity IN ('value', 'overruling')
      UNION SELECT (n.changed -> 'fact_id' ->> 0)::int FROM news n WHERE n.entity = 'value' AND n.changed ? 'fact_id'
      UNION SELECT n.entity_id FROM news n WHERE n.entity = 'fact'
    )
    SELECT CASE WHEN (SELECT count(*) FROM news) <= ${EVENTS_READ} THEN coalesce(array_agg(t.id), '{}') END FROM touched t)`;
}

type Read = (factIds: number[]) => ReturnType<typeof eachSaidFact>;

/** Has the facts weighed after all that are waiting already. */
function weighInTurn(kept: Kept, ids: readonly number[], read: Read, weights: Weights): void {
  const waiting = new Map(ids.map((id) => [id, Promise.withResolvers<KeptFact | null>()]));
  for (const [id, { promise }] of waiting) {
    const each = { found: promise, done: false };
    kept.facts.set(id, each);
    promise.then(
      () => {
        each.done = true;
      },
      () => {
        if (kept.facts.get(id) === each) kept.facts.delete(id);
      },
    );
  }
  const work = async () => {
    try {
      const overruled = await overruledAmong(ids);
      const batches = await inBatches(ids);
      for await (const fact of inTurn(batches.map((batch) => () => read(batch)))) {
        if (kept.dropped)
          throw new AppError('unavailable', 'Too much else was asked for meanwhile. Come again.');
        const sheet = await inSlices(weighing(fact, weights));
        const digest = overruled.has(fact.id) ? evidenceDigest(sheet) : null;
        waiting.get(fact.id)?.resolve({ ...abridged(sheet), digest });
      }
      // Retired facts that no claim answers are not on the sheet.
      for (const { resolve } of waiting.values()) resolve(null);
    } catch (error) {
      for (const { reject } of waiting.values()) reject(error);
    }
  };
  queue = queue.then(() => asLongWork(work));
}

async function inBatches(ids: readonly number[]): Promise<number[][]> {
  const rows = await query<{ id: number; values: number }>(Prisma.sql`
    SELECT f.id, (SELECT count(*)::int FROM value v WHERE v.fact_id = f.id) AS values
    FROM unnest(${ids}::int[]) WITH ORDINALITY f(id, place) ORDER BY f.place`);
  const batches: number[][] = [];
  let room = 0;
  for (const { id, values } of rows) {
    if (batches.length === 0 || values > room) {
      batches.push([]);
      room = VALUES_READ;
    }
    batches.at(-1)?.push(id);
    room -= values;
  }
  return batches;
}

async function overruledAmong(ids: readonly number[]): Promise<Set<number>> {
  const rows = await query<{ id: number }>(Prisma.sql`
    SELECT o.fact_id AS id FROM overruling o WHERE o.deleted_at IS NULL AND o.fact_id = ANY (${ids}::int[])`);
  return new Set(rows.map(({ id }) => id));
}

async function withPatience<T>(work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, PATIENCE, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
