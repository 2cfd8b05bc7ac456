import { isoTime } from '#lib/claims/queries.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Tx } from '#lib/core/db.ts';
import { type Asked, type Conversion, convert } from './conversion.ts';
import { demandFact } from './policy.ts';
import type { ClaimValue, FactDetail, Obstacle } from './schema.ts';
import { formatValue } from './value.ts';

/** The fact of that id as an address gives it, retired ones too; null where there is none. */
export async function findFact(actor: Actor, id: string): Promise<FactDetail | null> {
  demandFact(actor, 'read');
  if (!/^[1-9]\d{0,8}$/.test(id)) return null;
  const [fact] = await query<FactDetail>(Prisma.sql`
    SELECT f.id, f.version, f.programme_id AS "programmeId", f.slug, f.question, f.type::text, f.series, f.unit, f.options, f.description, f.measures, f.ordinal,
      ${isoTime(Prisma.sql`f.retired_at`)} AS "retiredAt",
      (SELECT count(*)::int FROM value v JOIN claim c ON c.id = v.claim_id WHERE v.fact_id = f.id AND c.deleted_at IS NULL) AS claims
    FROM fact f WHERE f.id = ${Number(id)}`);
  return fact ?? null;
}

/** The retired facts that no claim gives a value: the sheet leaves them out. */
export async function retiredUnused(
  actor: Actor,
  programmeId: number,
): Promise<{ id: number; slug: string; question: string }[]> {
  demandFact(actor, 'read');
  return query(Prisma.sql`
    SELECT f.id, f.slug, f.question FROM fact f
    WHERE f.programme_id = ${programmeId} AND f.retired_at IS NOT NULL AND NOT EXISTS (
      SELECT FROM value v JOIN claim c ON c.id = v.claim_id WHERE v.fact_id = f.id AND c.deleted_at IS NULL)
    ORDER BY f.slug`);
}

type Row = Omit<ClaimValue, 'fact'> & {
  id: number;
  claimId: number | null;
  statement: string;
  /** A number is kept with it, to compare by. */
  numbered: boolean;
};

/** What a recorded value becomes; `id` is that of the value, or of the overruling where `claimId` is null. */
export type Converted = Row & { conversion: Conversion };

/** Every value that claims give a fact, those of deleted claims too, and the overruling in force, read as the fact is to be asked. */
export async function convertValues(tx: Tx, factId: number, from: Asked, to: Asked): Promise<Converted[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT v.id, v.claim_id AS "claimId", c.statement, v.state::text, v.canonical, v.qualifier::text, v.unit, v.measure, v.as_of AS "asOf",
      v.valid_from AS "validFrom", v.valid_to AS "validTo", v.number IS NOT NULL AS numbered
    FROM value v JOIN claim c ON c.id = v.claim_id WHERE v.fact_id = ${factId}
    UNION ALL SELECT id, NULL, 'The overruling in force', state::text, canonical, qualifier::text, unit, measure, as_of, NULL, NULL, false
    FROM overruling WHERE fact_id = ${factId} AND deleted_at IS NULL
    ORDER BY 2 NULLS LAST`;
  return rows.map((row) => ({ ...row, conversion: convert(from, to, row) }));
}

/** Those that would not follow, in words. */
export function obstaclesOf(converted: readonly Converted[], from: Asked): Obstacle[] {
  const fact = { id: 0, slug: '', question: '', series: false, ...from };
  return converted.flatMap(({ conversion, claimId, statement, ...value }) =>
    conversion.ok
      ? []
      : [{ claimId, statement, value: formatValue({ ...value, fact }), why: conversion.why }],
  );
}
