import { demandClaim } from '#lib/claims/policy.ts';
import type { Actor } from '#lib/core/actor.ts';
import { asKnownAt, Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { readMoment } from '#lib/core/moment.ts';
import { pastIsThere } from '#lib/core/past.ts';
import type { FactChoice } from '#lib/facts/schema.ts';
import { askedThen } from '#lib/facts/value.ts';
import {
  historyEntries,
  type NameKind,
  type Names,
  namedIds,
  type RawEvent,
  versionChanges,
} from './changes.ts';
import {
  type ClaimRows,
  type ClaimVersion,
  claimRow,
  type HistoryChange,
  type HistoryEntry,
  valueRow,
} from './schema.ts';

/** Reads what was known at the moment of an address, as lib/core/moment.ts writes it; null is the present. */
export function readAsOf<T>({ asOf }: { asOf: string | null }, read: () => Promise<T>): Promise<T> {
  return asKnownAt(asOf === null ? null : readMoment(asOf), read);
}

/** In milliseconds: a page rather says that it is waiting. */
const PAGE_PATIENCE = 4_000;

/** Whether the moment of an address can be read at once; where not, it is being put together, and a page says so. */
export async function momentIsThere({ asOf }: { asOf: string | null }): Promise<boolean> {
  const moment = asOf === null ? null : readMoment(asOf);
  return moment === null || pastIsThere(moment, PAGE_PATIENCE);
}

const AT = Prisma.sql`to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** The latest this many events; a claim has a few dozen in its life. */
const MOST = 1_000;

/** What happened to a claim, its value and its evidence, newest first, names instead of ids. */
export async function listClaimHistory(actor: Actor, claimId: number): Promise<HistoryEntry[]> {
  demandClaim(actor, 'read');
  const events = await query<RawEvent>(Prisma.sql`
    SELECT id::text, tx::text AS act, ${AT} AS at, actor, entity, entity_id AS "entityId", action, version, reason, changed, row
    FROM event WHERE claim_id = ${claimId} AND entity IN ('claim', 'value', 'evidence', 'dependence')
    ORDER BY event.id DESC LIMIT ${MOST}`);
  const names = await lookUp(namedIds(events));
  return historyEntries(events, names);
}

/** The claim as it was at a version. Throws `not_found`. */
export async function claimAtVersion(actor: Actor, id: number, version: number): Promise<ClaimVersion> {
  const { at, actor: who, claim, value } = await claimRowsAt(actor, id, version);
  const names = await lookUp({
    topic: [claim.topic_id],
    claimant: some(claim.claimant_id),
    tag: claim.tag_ids,
    person: some(claim.assignee_id),
    source: [],
    instrument: [],
    article: [],
    fact: some(value?.fact_id ?? null),
  });
  const named = (kind: NameKind, ids: number[]) =>
    ids.map((row) => ({ id: row, name: names[kind].get(row) ?? `no. ${row}` }));
  const fact = value && names.fact.get(value.fact_id);
  return {
    id,
    version,
    at,
    actor: who,
    statement: claim.statement,
    originalWording: claim.original_wording,
    language: claim.language,
    claimant: named('claimant', some(claim.claimant_id))[0] ?? null,
    claimedOn: claim.claimed_on,
    topic: named('topic', [claim.topic_id])[0] ?? null,
    tags: named('tag', claim.tag_ids),
    priority: claim.priority,
    assignee: named('person', some(claim.assignee_id))[0] ?? null,
    status: claim.status,
    rationale: claim.rationale,
    value:
      value && fact
        ? {
            ...value,
            fact: askedThen(fact, value.canonical),
            asOf: value.as_of,
            validFrom: value.valid_from,
            validTo: value.valid_to,
          }
        : null,
  };
}

/** What bringing a version back would change of the claim as it is. Throws `not_found`. */
export async function restoringChanges(actor: Actor, id: number, version: number): Promise<HistoryChange[]> {
  const [current] = await query<{ version: number }>(Prisma.sql`SELECT version FROM claim WHERE id = ${id}`);
  if (!current) throw new AppError('not_found', 'There is no such claim.');
  const [now, then] = await Promise.all([
    claimAtVersion(actor, id, current.version),
    claimAtVersion(actor, id, version),
  ]);
  return versionChanges(now, then);
}

/** The rows behind a version of a claim, for bringing it back. Throws `not_found`. */
export async function claimRowsAt(actor: Actor, id: number, version: number): Promise<ClaimRows> {
  demandClaim(actor, 'read');
  type Row = { at: string; actor: string; claim: unknown; value: unknown; number: string | null };
  // A value is written after its claim was brought to the next version, so it belongs to the last version before it.
  const [row] = await query<Row>(Prisma.sql`
    SELECT ${AT} AS at, event.actor, event.row AS claim, v.row AS value, v.row ->> 'number' AS number
    FROM event LEFT JOIN LATERAL (
      SELECT e.action, e.row FROM event e
      WHERE e.claim_id = ${id} AND e.entity = 'value' AND e.id < coalesce(
        (SELECT min(n.id) FROM event n WHERE n.entity = 'claim' AND n.entity_id = ${id} AND n.version = ${version + 1}), 9223372036854775807)
      ORDER BY e.id DESC LIMIT 1
    ) v ON v.action <> 'remove'
    WHERE entity = 'claim' AND entity_id = ${id} AND version = ${version}`);
  if (!row) throw new AppError('not_found', `This claim has no version ${version}.`);
  const value = row.value === null ? null : { ...valueRow.parse(row.value), number: row.number };
  return { at: row.at, actor: row.actor, claim: claimRow.parse(row.claim), value };
}

function some(id: number | null): number[] {
  return id === null ? [] : [id];
}

async function lookUp(ids: Record<NameKind | 'fact', number[]>): Promise<Names> {
  const [rows, facts] = await Promise.all([
    query<{ kind: NameKind; id: number; name: string }>(Prisma.sql`
      SELECT 'topic' AS kind, id, name FROM topic WHERE id = ANY (${ids.topic}::int[])
      UNION ALL SELECT 'topic', entity_id, row ->> 'name' FROM event
        WHERE entity = 'topic' AND entity_id = ANY (${ids.topic}::int[]) AND action = 'remove'
      UNION ALL SELECT 'claimant', id, name FROM claimant WHERE id = ANY (${ids.claimant}::int[])
      UNION ALL SELECT 'tag', id, name FROM tag WHERE id = ANY (${ids.tag}::int[])
      UNION ALL SELECT 'person', id, name FROM user_account WHERE id = ANY (${ids.person}::int[])
      UNION ALL SELECT 'source', id, title FROM source WHERE id = ANY (${ids.source}::int[])
      UNION ALL SELECT 'instrument', id, initcap(kind::text) || ' No. ' || number FROM instrument WHERE id = ANY (${ids.instrument}::int[])
      UNION ALL SELECT 'article', id, place FROM article WHERE id = ANY (${ids.article}::int[])`),
    query<FactChoice>(Prisma.sql`
      SELECT id, slug, question, type::text, series, unit, options FROM fact WHERE id = ANY (${ids.fact}::int[])`),
  ]);
  const of = (kind: NameKind) =>
    new Map(rows.filter((row) => row.kind === kind).map((row) => [row.id, row.name]));
  return {
    topic: of('topic'),
    claimant: of('claimant'),
    tag: of('tag'),
    person: of('person'),
    source: of('source'),
    instrument: of('instrument'),
    article: of('article'),
    fact: new Map(facts.map((fact) => [fact.id, fact])),
  };
}
