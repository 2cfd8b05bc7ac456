import type { z } from 'zod';
import { Prisma, type Tx } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { AppError } from '#lib/core/errors.ts';
import type { FactChoice, saidInput, valueInput } from './schema.ts';
import type { Validity } from './validity.ts';
import { isCanonical, parseUnit, parseValue } from './value.ts';
import type { Qualifier, ValueState } from './vocabulary.ts';

/** A value as its row holds it; `number` is a decimal. */
export type StoredValue = {
  factId: number;
  state: ValueState;
  canonical: string | null;
  number: string | null;
  qualifier: Qualifier | null;
  unit: string | null;
  measure: string | null;
  asOf: string | null;
} & Validity;

/** A claim's typed value; throws like `readSaid`. */
export async function readValue(
  tx: Tx,
  programmeId: number,
  input: z.output<typeof valueInput>,
  current: StoredValue | null = null,
): Promise<StoredValue> {
  const { validFrom, validTo, ...said } = input;
  return { ...(await readSaid(tx, programmeId, said, current)), validFrom, validTo };
}

/**
 * Reads a typed value by the type of its fact, which must be one of the programme, and not retired but where `current` is of it
 * already. Throws `invalid` at `value.factId`, `value.text` or `value.unit`.
 */
export async function readSaid(
  tx: Tx,
  programmeId: number,
  input: z.output<typeof saidInput>,
  current: StoredValue | null = null,
): Promise<Omit<StoredValue, keyof Validity>> {
  const fact = await heldFact(tx, input.factId);
  if (fact?.programmeId !== programmeId)
    throw refused('value.factId', 'This fact does not exist any more. Choose another.');
  if (fact.retired && current?.factId !== fact.id)
    throw refused('value.factId', 'This fact is retired. Choose another.');
  const parsed = parseValue(fact, { state: input.state, text: input.text });
  if (!parsed.ok) throw refused('value.text', parsed.message);
  const known = input.state === 'known';
  const unit = known ? parseUnit(fact, input.unit) : { ok: true as const, unit: null };
  if (!unit.ok) throw refused('value.unit', unit.message);
  return {
    factId: fact.id,
    state: input.state,
    canonical: parsed.canonical,
    number: parsed.number,
    qualifier: known ? input.qualifier : null,
    unit: unit.unit,
    measure: input.measure || null,
    asOf: input.asOf,
  };
}

type HeldFact = Pick<FactChoice, 'id' | 'type' | 'unit' | 'options'> & {
  programmeId: number;
  retired: boolean;
};

/** The fact, kept as it is until the transaction ends, so that no value is read by a type that it is about to lose. */
async function heldFact(tx: Tx, id: number): Promise<HeldFact | null> {
  const [row] = await tx.$queryRaw<HeldFact[]>`
    SELECT id, type::text, unit, options, programme_id AS "programmeId", retired_at IS NOT NULL AS retired FROM fact WHERE id = ${id} FOR SHARE`;
  return row ?? null;
}

/** Whether an earlier value can stand again: its fact may have been given another type since. */
export async function stillFits(tx: Tx, { factId, canonical }: StoredValue): Promise<boolean> {
  const fact = await heldFact(tx, factId);
  return fact !== null && (canonical === null || isCanonical(fact, canonical));
}

/**
 * Writes what a claim asserts, null for nothing. The claim's own row is brought to its next version before, so that the history can
 * tell which value belongs to which version of the claim.
 */
export async function saveValue(tx: Tx, claimId: number, value: StoredValue | null): Promise<void> {
  const current = await tx.value.findUnique({ where: { claimId }, select: { id: true, version: true } });
  if (value === null) {
    if (current) await tx.value.delete({ where: { id: current.id } });
    return;
  }
  const { lower, upper } = edtfBounds(value.asOf);
  const data = {
    ...value,
    number: value.number === null ? null : new Prisma.Decimal(value.number),
    asOfLower: lower,
    asOfUpper: upper,
    validFromLower: edtfBounds(value.validFrom).lower,
    validToUpper: edtfBounds(value.validTo).upper,
  };
  if (current)
    await tx.value.update({ where: { id: current.id }, data: { ...data, version: current.version + 1 } });
  else await tx.value.create({ data: { claimId, ...data } });
}

/** What a claim asserts now. */
export async function storedValue(tx: Tx, claimId: number): Promise<StoredValue | null> {
  const row = await tx.value.findUnique({ where: { claimId } });
  if (!row) return null;
  const { factId, state, canonical, qualifier, unit, measure, asOf, validFrom, validTo } = row;
  const number = row.number?.toFixed() ?? null;
  return { factId, state, canonical, number, qualifier, unit, measure, asOf, validFrom, validTo };
}

/** Whether two values say the same; `number` follows from the rest. */
export function sameValue(a: StoredValue | null, b: StoredValue | null): boolean {
  if (a === null || b === null) return a === b;
  const keys = [
    'factId',
    'state',
    'canonical',
    'qualifier',
    'unit',
    'measure',
    'asOf',
    'validFrom',
    'validTo',
  ] as const;
  return keys.every((key) => a[key] === b[key]);
}

function refused(field: string, message: string): AppError {
  return new AppError('invalid', message, { [field]: message });
}
