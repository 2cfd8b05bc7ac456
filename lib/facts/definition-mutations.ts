import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, Prisma, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { type Converted, convertValues, obstaclesOf } from './definition-queries.ts';
import { demandFact } from './policy.ts';
import {
  type addFactInput,
  type editFactInput,
  factRow,
  type factVersionInput,
  type Obstacle,
  type restoreFactInput,
} from './schema.ts';

type Versioned = { id: number; version: number };
type Definition = z.output<typeof factRow>;

const TAKEN = 'A fact has this key already.';
/** Claims named in a message, and shown with their values. */
const NAMED = 5;
const SHOWN = 50;

/** Adds a fact to the programme. A second send with the same key of sending answers with the first. Throws `duplicate` at `slug`. */
export async function addFact(actor: Actor, input: z.output<typeof addFactInput>): Promise<{ id: number }> {
  demandFact(actor, 'define');
  const { idempotencyKey, ...fields } = input;
  const programme = await currentProgramme(actor);
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'fact', idempotencyKey, async () => {
      const made = await tx.fact.createManyAndReturn({
        data: [{ ...fields, programmeId: programme.id }],
        skipDuplicates: true,
        select: { id: true },
      });
      if (!made[0]) throw new AppError('duplicate', TAKEN, { slug: TAKEN });
      return made[0].id;
    }),
  }));
}

/**
 * Changes a fact; nothing to change writes nothing. What claims say of it follows: a value whose text the new type reads otherwise is
 * written anew, with its claim at a new version. Throws `conflict`, and `invalid` at what cannot change because recorded values would
 * not follow.
 */
export async function editFact(actor: Actor, input: z.output<typeof editFactInput>): Promise<Versioned> {
  demandFact(actor, 'define');
  const { id, version, reason, ...fields } = input;
  return transaction(actor, reason, (tx) => define(tx, { id, version }, fields));
}

/** Brings a fact back to how it was defined at an earlier version, as a new version. Throws like `editFact`. */
export async function restoreFact(
  actor: Actor,
  input: z.output<typeof restoreFactInput>,
): Promise<Versioned> {
  demandFact(actor, 'define');
  const { id, version, to, reason } = input;
  return transaction(actor, reason || `Restored version ${to}`, async (tx) => {
    const [then] = await tx.$queryRaw<{ row: unknown }[]>`
      SELECT row FROM event WHERE entity = 'fact' AND entity_id = ${id} AND version = ${to}`;
    if (!then) throw new AppError('not_found', `This fact has no version ${to}.`);
    const done = await define(tx, { id, version }, factRow.parse(then.row));
    if (done.version === version)
      throw new AppError('invalid', `The fact reads as in version ${to} already.`);
    return done;
  });
}

/** The recorded values that stand against a change: those that would not follow, at most 50, and how many there are. */
export async function listObstacles(
  actor: Actor,
  input: z.output<typeof editFactInput>,
): Promise<{ obstacles: Obstacle[]; total: number }> {
  demandFact(actor, 'define');
  return transaction(actor, '', async (tx) => {
    const fact = await tx.fact.findUnique({ where: { id: input.id } });
    if (!fact) throw missing();
    const obstacles = obstaclesOf(await convertValues(tx, fact.id, fact, input), fact);
    return { obstacles: obstacles.slice(0, SHOWN), total: obstacles.length };
  });
}

/** Takes a fact out of what claims can choose; values that they gave it stay. Throws `conflict`. */
export function retireFact(actor: Actor, input: z.output<typeof factVersionInput>): Promise<Versioned> {
  return setRetired(actor, input, now());
}

/** Lets claims choose a retired fact again. Throws `conflict`. */
export function reinstateFact(actor: Actor, input: z.output<typeof factVersionInput>): Promise<Versioned> {
  return setRetired(actor, input, null);
}

async function setRetired(
  actor: Actor,
  { id, version, reason }: z.output<typeof factVersionInput>,
  retiredAt: Date | null,
): Promise<Versioned> {
  demandFact(actor, 'define');
  return transaction(actor, reason, async (tx) => {
    await readFact(tx, { id, version }, true);
    await tx.fact.update({ where: { id }, data: { retiredAt, version: version + 1 } });
    return { id, version: version + 1 };
  });
}

type DefinedFact = Definition & Versioned;

/** The fact at that version; `lock` keeps everybody from reading a value by it until the transaction ends, see `readValue`. */
async function readFact(tx: Tx, { id, version }: Versioned, lock: boolean): Promise<DefinedFact> {
  const [row] = await tx.$queryRaw<DefinedFact[]>`
    SELECT id, version, question, type::text, series, options, unit, measures, ordinal, description FROM fact WHERE id = ${id}
    ${lock ? Prisma.sql`FOR UPDATE` : Prisma.empty}`;
  if (!row) throw missing();
  if (row.version !== version) throw new AppError('conflict', 'Somebody else changed this fact meanwhile.');
  return row;
}

async function define(tx: Tx, at: Versioned, fields: Definition): Promise<Versioned> {
  const { id, version } = at;
  const fact = await readFact(tx, at, false);
  const changed = (keys: readonly (keyof Definition)[]) =>
    keys.find((key) => JSON.stringify(fact[key]) !== JSON.stringify(fields[key]));
  const asked = changed(['type', 'options', 'unit', 'measures']);
  if (asked === undefined && changed(['question', 'series', 'ordinal', 'description']) === undefined)
    return { id, version };
  // Claims before the fact, as whoever edits a claim does, or each would wait for the other.
  if (asked !== undefined)
    await tx.$queryRaw`
      SELECT c.id FROM claim c JOIN value v ON v.claim_id = c.id WHERE v.fact_id = ${id} ORDER BY c.id FOR NO KEY UPDATE OF c`;
  await readFact(tx, at, true);
  if (asked !== undefined) {
    const converted = await convertValues(tx, id, fact, fields);
    refuseObstacles(asked, obstaclesOf(converted, fact));
    await rewrite(tx, converted);
  }
  const { question, type, series, options, unit, measures, ordinal, description } = fields;
  await tx.fact.update({
    where: { id },
    data: { question, type, series, options, unit, measures, ordinal, description, version: version + 1 },
  });
  return { id, version: version + 1 };
}

function refuseObstacles(field: string, obstacles: readonly Obstacle[]): void {
  const [first] = obstacles;
  if (first === undefined) return;
  const claims = obstacles.flatMap(({ claimId }) => claimId ?? []);
  const more = claims.length > NAMED ? ` and ${claims.length - NAMED} more` : '';
  const named = claims.slice(0, NAMED).join(', ');
  const which =
    claims.length === 0
      ? 'the overruling in force'
      : `claim${claims.length === 1 ? '' : 's'} ${named}${more}`;
  const message = `What is recorded would not follow (${which}). ${first.why}`;
  throw new AppError('invalid', message, { [field]: message });
}

/** Writes the values that read otherwise now; their claims come to the next version first, as in `saveValue`. */
async function rewrite(tx: Tx, converted: readonly Converted[]): Promise<void> {
  const anew = converted.flatMap(({ id, claimId, canonical, unit, numbered, conversion: to }) =>
    to.ok && (to.canonical !== canonical || to.unit !== unit || (to.number !== null) !== numbered)
      ? [{ id, claimId, ...to }]
      : [],
  );
  const values = anew.filter(({ claimId }) => claimId !== null);
  await tx.$executeRaw`UPDATE claim SET version = version + 1 WHERE id = ANY (${values.map(({ claimId }) => claimId)}::int[])`;
  await tx.$executeRaw`
    UPDATE value v SET canonical = n.canonical, number = n.number, unit = n.unit, version = v.version + 1
    FROM unnest(${values.map(({ id }) => id)}::int[], ${values.map(({ canonical }) => canonical)}::text[],
      ${values.map(({ number }) => number)}::numeric[], ${values.map(({ unit }) => unit)}::text[]) AS n (id, canonical, number, unit)
    WHERE v.id = n.id`;
  for (const { id, canonical, unit } of anew.filter(({ claimId }) => claimId === null))
    await tx.overruling.update({ where: { id }, data: { canonical, unit, version: { increment: 1 } } });
}

function missing(): AppError {
  return new AppError('not_found', 'This fact does not exist.');
}
