import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { fingerprintOf } from '#lib/core/signature.ts';
import { CHECKPOINT_FORMAT, type Checkpoint } from './checkpoint.ts';
import type { SealState } from './schema.ts';

/** What waits to be sealed is counted so far. */
const MOST_WAITING = 1_000;

/**
 * The SHA-256 of an `event e`: of a JSON array of its columns in their order, the time in milliseconds since 1970, without spaces
 * but for those of jsonb's own text. It is spelled out here and is no function of the database, which whoever tampers could change.
 */
export const EVENT_HASH = Prisma.sql`sha256(convert_to('[' || e.id || ',' || (extract(epoch FROM e.at) * 1000)::bigint || ',' || e.tx
  || ',' || coalesce(e.actor_id::text, 'null') || ',' || to_json(e.actor)::text || ',' || to_json(e.entity)::text || ',' || e.entity_id
  || ',' || coalesce(e.claim_id::text, 'null') || ',' || e.version || ',' || to_json(e.action)::text || ',' || e.changed::text
  || ',' || e.row::text || ',' || to_json(e.reason)::text || ']', 'UTF8'))`;

/** A seal as `Checkpoint` has it, of `event_seal s`. */
export const SEAL_COLUMNS = Prisma.sql`${CHECKPOINT_FORMAT} AS format, s.number AS seal, s.after_id::float8 AS "afterEvent",
  s.to_id::float8 AS "lastEvent", s.events, s.size::float8 AS size, encode(s.previous, 'hex') AS previous, encode(s.root, 'hex') AS root,
  to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, s.public_key AS "publicKey",
  translate(encode(s.signature, 'base64'), E'\n', '') AS signature`;

/** The newest seal, to be kept elsewhere. Throws `not_found` where nothing was sealed yet. */
export async function latestCheckpoint(_actor: Actor): Promise<Checkpoint> {
  const [seal] = await query<Checkpoint>(
    Prisma.sql`SELECT ${SEAL_COLUMNS} FROM event_seal s ORDER BY s.number DESC LIMIT 1`,
  );
  if (!seal) throw new AppError('not_found', 'Nothing was sealed yet.');
  return seal;
}

/** How far the history is sealed, and what waits. */
export async function sealState(_actor: Actor): Promise<SealState> {
  const [seal] = await query<Checkpoint>(
    Prisma.sql`SELECT ${SEAL_COLUMNS} FROM event_seal s ORDER BY s.number DESC LIMIT 1`,
  );
  const [waiting] = await query<{ count: number; since: string | null }>(Prisma.sql`
    SELECT count(*)::int AS count, to_char(min(at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS since
    FROM (SELECT at FROM event WHERE id > ${seal?.lastEvent ?? 0}::float8::bigint ORDER BY id LIMIT ${MOST_WAITING}) e`);
  return {
    latest: seal
      ? { events: seal.size, at: seal.at, root: seal.root, fingerprint: fingerprintOf(seal.publicKey) }
      : null,
    waiting: {
      count: waiting?.count ?? 0,
      more: waiting?.count === MOST_WAITING,
      since: waiting?.since ?? null,
    },
  };
}
