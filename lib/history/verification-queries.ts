import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { fingerprintOf, isSigned } from '#lib/core/signature.ts';
import { type Checkpoint, NO_ROOT, signedText } from './checkpoint.ts';
import { type MarkedEvent, narrow } from './narrowing.ts';
import type { Verification, VerificationOptions } from './schema.ts';
import { EVENT_HASH, SEAL_COLUMNS } from './seal-queries.ts';

/** Seals that are read at once, and events that are hashed by one statement, about. */
const SEALS_AT_ONCE = 1_000;
const EVENTS_AT_ONCE = 10_000;

type Found = { seal: number; events: number; root: string };

/**
 * Holds the history against its seals: every event against the chain, every seal against its signature and the one before, and
 * both against a checkpoint that was kept elsewhere. Memory does not grow with the history. `read` asks the database.
 */
export async function verifyHistory(
  actor: Actor,
  { trusted, kept = null }: VerificationOptions,
  read: typeof query = query,
): Promise<Verification> {
  if (actor.id !== null) throw new AppError('forbidden', 'The history is verified on the command line.');
  const check = new ChainCheck(read, kept);
  const [end] = await read<{ number: number }>(
    Prisma.sql`SELECT coalesce(max(number), 0) AS number FROM event_seal`,
  );
  await check.before();
  for (let from = 0; ; ) {
    const seals = await read<Checkpoint>(Prisma.sql`SELECT ${SEAL_COLUMNS} FROM event_seal s
      WHERE s.number > ${from} AND s.number <= ${end?.number ?? 0} ORDER BY s.number LIMIT ${SEALS_AT_ONCE}`);
    const last = seals.at(-1);
    if (!last) break;
    for (const group of groups(seals)) await check.seals(group);
    from = last.seal;
  }
  return check.end(trusted);
}

/** Consecutive seals with so many events as one statement takes. */
function* groups(seals: readonly Checkpoint[]): Generator<Checkpoint[]> {
  let group: Checkpoint[] = [];
  let events = 0;
  for (const seal of seals) {
    if (group.length > 0 && events + seal.events > EVENTS_AT_ONCE) {
      yield group;
      [group, events] = [[], 0];
    }
    group.push(seal);
    events += seal.events;
  }
  yield group;
}

class ChainCheck {
  readonly #read: typeof query;
  readonly #kept: Checkpoint | null;
  readonly #problems: string[] = [];
  readonly #keys: { key: string; first: number; last: number }[] = [];
  #last: Checkpoint | null = null;
  #events = 0;

  constructor(read: typeof query, kept: Checkpoint | null) {
    this.#read = read;
    this.#kept = kept;
    if (kept && !isSigned(kept.publicKey, signedText(kept), kept.signature))
      this.#problems.push('The checkpoint was changed after it was signed: it says nothing.');
  }

  get size(): number {
    return this.#last?.size ?? 0;
  }

  /** Ids begin at 1. */
  async before(): Promise<void> {
    const early = await this.#read<{ id: string }>(
      Prisma.sql`SELECT id::text FROM event WHERE id < 1 ORDER BY id LIMIT 5`,
    );
    for (const { id } of early) this.#problems.push(`Event ${id} was added: it comes before the first.`);
  }

  async seals(group: readonly Checkpoint[]): Promise<void> {
    const found = await this.#read<Found>(Prisma.sql`
      SELECT s.number AS seal, x.events, encode(sha256(s.previous || x.hashes), 'hex') AS root
      FROM event_seal s CROSS JOIN LATERAL (
        SELECT count(*)::int AS events, coalesce(string_agg(${EVENT_HASH}, '' ORDER BY e.id), '') AS hashes
        FROM event e WHERE e.id > s.after_id AND e.id <= s.to_id) x
      WHERE s.number = ANY (${group.map(({ seal }) => seal)}::int[])`);
    const bySeal = new Map(found.map((row) => [row.seal, row]));
    for (const seal of group) await this.#seal(seal, bySeal.get(seal.seal));
  }

  async #seal(seal: Checkpoint, found: Found | undefined): Promise<void> {
    const { seal: number, afterEvent, lastEvent, events, publicKey } = seal;
    const before = this.#last;
    this.#follows(seal, before);
    const whole = isSigned(publicKey, signedText(seal), seal.signature);
    if (!whole) this.#problems.push(`Seal ${number} was changed after it was signed.`);
    const run = this.#keys.at(-1);
    if (run?.key === publicKey) run.last = number;
    else this.#keys.push({ key: publicKey, first: number, last: number });
    if (found?.root !== seal.root || found.events !== events) {
      const where = `events ${afterEvent + 1} to ${lastEvent}, sealed ${seal.at}`;
      const what = await this.#narrow(seal);
      for (const one of what)
        this.#problems.push(`${one[0]?.toUpperCase()}${one.slice(1)} (seal ${number}: ${where}).`);
      if (what.length === 0 && whole)
        this.#problems.push(`Seal ${number} does not hold what was sealed (${where}).`);
    }
    this.#events += found?.events ?? 0;
    this.#compare(seal);
    this.#last = seal;
  }

  #follows(seal: Checkpoint, before: Checkpoint | null): void {
    const number = before?.seal ?? 0;
    if (seal.seal !== number + 1) {
      const gone =
        seal.seal === number + 2 ? `Seal ${number + 1} is` : `Seals ${number + 1} to ${seal.seal - 1} are`;
      const unchecked =
        seal.afterEvent > (before?.lastEvent ?? 0)
          ? ` Events ${(before?.lastEvent ?? 0) + 1} to ${seal.afterEvent} could not be checked.`
          : '';
      this.#problems.push(`${gone} gone.${unchecked}`);
    } else if (
      seal.previous !== (before?.root ?? NO_ROOT) ||
      seal.afterEvent !== (before?.lastEvent ?? 0) ||
      seal.size !== (before?.size ?? 0) + seal.events
    ) {
      this.#problems.push(
        before === null
          ? 'Seal 1 is not the first: what came before it is gone.'
          : `Seal ${seal.seal} does not follow seal ${number}: one of them is not what it was.`,
      );
    }
  }

  /** Where the marks of a seal show what became of its events. */
  async #narrow({ seal, afterEvent, lastEvent }: Checkpoint): Promise<string[]> {
    const [sealed] = await this.#read<{ marks: string }>(
      Prisma.sql`SELECT encode(marks, 'hex') AS marks FROM event_seal WHERE number = ${seal}`,
    );
    const found = await this.#read<MarkedEvent>(Prisma.sql`
      SELECT e.id::float8 AS id, encode(substr(${EVENT_HASH}, 1, 4), 'hex') AS mark FROM event e
      WHERE e.id > ${afterEvent}::float8::bigint AND e.id <= ${lastEvent}::float8::bigint ORDER BY e.id`);
    return narrow(sealed?.marks.match(/.{8}/g) ?? [], found, [afterEvent, lastEvent]);
  }

  #compare(seal: Checkpoint): void {
    const kept = this.#kept;
    if (kept === null || kept.seal !== seal.seal || kept.root === seal.root) return;
    this.#problems.push(
      `Seal ${seal.seal} is not that of the checkpoint of ${kept.at}: the history up to event ${kept.lastEvent} was rewritten.`,
    );
  }

  async end(trusted: VerificationOptions['trusted']): Promise<Verification> {
    const last = this.#last;
    const kept = this.#kept;
    if (kept && kept.seal > (last?.seal ?? 0))
      this.#problems.push(
        `The tail is cut off: the checkpoint of ${kept.at} knows ${kept.size} events up to event ${kept.lastEvent}, the seals here end with ${this.size} events up to event ${last?.lastEvent ?? 0}.`,
      );
    const believed = (key: string) =>
      trusted === 'any' || trusted.includes(key) || (kept !== null && fingerprintOf(kept.publicKey) === key);
    const keys = this.#keys.map(({ key, first, last: end }) => ({
      fingerprint: fingerprintOf(key),
      first,
      last: end,
    }));
    for (const { fingerprint, first, last: end } of keys)
      if (!believed(fingerprint))
        this.#problems.push(
          `${first === end ? `Seal ${first} was` : `Seals ${first} to ${end} were`} signed with a key that is not known here: ${fingerprint}.`,
        );
    const [waiting] = await this.#read<{ count: number }>(
      Prisma.sql`SELECT count(*)::float8 AS count FROM event WHERE id > ${last?.lastEvent ?? 0}::float8::bigint`,
    );
    return {
      seals: last?.seal ?? 0,
      events: this.#events,
      lastEvent: last?.lastEvent ?? 0,
      at: last?.at ?? null,
      keys,
      unsealed: waiting?.count ?? 0,
      problems: this.#problems,
    };
  }
}
