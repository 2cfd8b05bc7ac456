import { PrismaPg } from '@prisma/adapter-pg';
import { systemActor } from '#lib/core/actor.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { parseUnit, parseValue } from '#lib/facts/value.ts';
import { normaliseUrl } from '#lib/sources/url.ts';
import { tagSlug } from '#lib/tags/schema.ts';
import { type Prisma, PrismaClient } from './generated/client.ts';
import { loadInstruments } from './seed-instruments.ts';
import { readStarter, type Starter } from './starter-files.ts';

type Tx = Prisma.TransactionClient;
type StarterClaim = Starter['claims'][number];
type StarterSource = Starter['sources'][number];
type Ids = ReadonlyMap<string, number>;

/** All claims and facts are the decree's; see prisma/starter/README.md. */
const PROGRAMME = 'decree-702';
/** Any number will do, as long as nothing else in the database uses it. */
const LOCK = 702_000_002;

/**
 * Loads the starter data into a migrated database, in one transaction. A claim that was loaded before is left alone,
 * whatever became of it since; `seeded` is false when that is so of all of them. Two runs at once wait for one another.
 */
export async function seedStarterData(databaseUrl: string): Promise<{ seeded: boolean }> {
  return inTransaction(databaseUrl, load);
}

/** Loads only what no claim can be logged without: the programmes, their topics and facts. */
export async function seedFramework(databaseUrl: string): Promise<void> {
  await inTransaction(databaseUrl, async (tx, starter) => {
    const programmeId = await loadProgrammes(tx, starter);
    await loadTopics(tx, programmeId, starter);
    await loadFacts(tx, programmeId, starter);
  });
}

async function inTransaction<T>(
  databaseUrl: string,
  work: (tx: Tx, starter: Starter) => Promise<T>,
): Promise<T> {
  const starter = await readStarter();
  // A connection of its own: the address is the caller's, not the environment's.
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl, max: 1 }) });
  try {
    return await client.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
        await tx.$executeRaw`SELECT set_config('ledger.actor_id', '', true), set_config('ledger.actor', ${systemActor.name}, true),
          set_config('ledger.reason', 'Starter data', true)`;
        return await work(tx, starter);
      },
      { maxWait: 10_000, timeout: 60_000 },
    );
  } finally {
    await client.$disconnect();
  }
}

async function load(tx: Tx, starter: Starter): Promise<{ seeded: boolean }> {
  const importKeys = starter.claims.map(importKey);
  const present = await tx.claim.findMany({
    where: { importKey: { in: importKeys } },
    select: { importKey: true },
  });
  const known = new Set(present.map((row) => row.importKey));
  const claims = starter.claims.filter((claim) => !known.has(importKey(claim)));
  if (claims.length === 0) return { seeded: false };

  const programmeId = await loadProgrammes(tx, starter);
  const topics = await loadTopics(tx, programmeId, starter);
  const facts = await loadFacts(tx, programmeId, starter);
  const tags = await loadTags(tx, claims);
  const claimants = await loadClaimants(tx, claims);
  const publishers = await loadPublishers(tx, starter);
  const sources = await loadSources(tx, starter.sources, publishers);

  const made = await tx.claim.createManyAndReturn({
    data: claims.map((claim) => {
      const claimed = edtfBounds(claim.claimedOn);
      return {
        programmeId,
        importKey: importKey(claim),
        statement: claim.statement,
        language: claim.language,
        claimantId: id(claimants, claim.claimant),
        claimedOn: claim.claimedOn,
        claimedLower: claimed.lower,
        claimedUpper: claimed.upper,
        topicId: id(topics, claim.topic),
        tagIds: claim.tags.map((tag) => id(tags, tagSlug(tag))),
        status: claim.status,
        rationale: claim.rationale,
      };
    }),
    select: { id: true, importKey: true },
  });
  const claimIds: Ids = new Map(made.map((row) => [row.importKey ?? '', row.id]));
  await tx.value.createMany({
    data: claims.flatMap((claim) => assertedValue(claim, claimIds, facts, starter)),
  });
  await tx.evidence.createMany({
    data: claims.flatMap((claim) =>
      claim.evidence.map((item) => ({
        claimId: id(claimIds, importKey(claim)),
        sourceId: id(sources, item.source),
        stance: item.stance,
        note: item.note,
      })),
    ),
  });
  const keys = new Map(claims.map((claim) => [claim.key, id(claimIds, importKey(claim))]));
  await loadInstruments(tx, programmeId, starter, { claims: keys, sources });
  return { seeded: true };
}

function importKey(claim: StarterClaim): string {
  return `starter/${claim.key}`;
}

function id(ids: Ids, name: string): number {
  const found = ids.get(name);
  if (found === undefined) throw new Error(`starter data: “${name}” is referred to and not there`);
  return found;
}

async function loadProgrammes(tx: Tx, { programmes }: Starter): Promise<number> {
  await tx.programme.createMany({ data: programmes, skipDuplicates: true });
  return (await tx.programme.findUniqueOrThrow({ where: { slug: PROGRAMME } })).id;
}

async function loadTopics(tx: Tx, programmeId: number, { topics }: Starter): Promise<Ids> {
  await tx.topic.createMany({
    data: topics.map((topic) => ({ ...topic, programmeId })),
    skipDuplicates: true,
  });
  const rows = await tx.topic.findMany({ where: { programmeId }, select: { id: true, slug: true } });
  return new Map(rows.map((row) => [row.slug, row.id]));
}

async function loadFacts(tx: Tx, programmeId: number, { facts }: Starter): Promise<Ids> {
  await tx.fact.createMany({ data: facts.map((fact) => ({ ...fact, programmeId })), skipDuplicates: true });
  const rows = await tx.fact.findMany({ where: { programmeId }, select: { id: true, slug: true } });
  return new Map(rows.map((row) => [row.slug, row.id]));
}

async function loadTags(tx: Tx, claims: StarterClaim[]): Promise<Ids> {
  const names = [...new Set(claims.flatMap((claim) => claim.tags))];
  await tx.tag.createMany({
    data: names.map((name) => ({ slug: tagSlug(name), name })),
    skipDuplicates: true,
  });
  const rows = await tx.tag.findMany({
    where: { slug: { in: names.map(tagSlug) } },
    select: { id: true, slug: true },
  });
  return new Map(rows.map((row) => [row.slug, row.id]));
}

async function loadClaimants(tx: Tx, claims: StarterClaim[]): Promise<Ids> {
  const names = [...new Set(claims.map((claim) => claim.claimant))];
  await tx.claimant.createMany({ data: names.map((name) => ({ name })), skipDuplicates: true });
  const rows = await tx.$queryRaw<{ id: number; name: string }[]>`
    SELECT c.id, n.name FROM unnest(${names}::text[]) AS n (name) JOIN claimant c ON c.name_key = fold_text(n.name)`;
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** A publisher that is there already, by its folded name, stays as it is. Parents first. */
async function loadPublishers(tx: Tx, { publishers }: Starter): Promise<Ids> {
  const names = publishers.map((publisher) => publisher.name);
  const known = async () =>
    new Map(
      (
        await tx.$queryRaw<{ id: number; name: string }[]>`
          SELECT p.id, n.name FROM unnest(${names}::text[]) AS n (name) JOIN publisher p ON p.name_key = fold_text(n.name)`
      ).map((row) => [row.name, row.id]),
    );
  for (const generation of [
    publishers.filter(({ parent }) => parent === undefined),
    publishers.filter(({ parent }) => parent !== undefined),
  ]) {
    const ids = await known();
    await tx.publisher.createMany({
      data: generation.map(({ name, kind, country, reliability, parent }) => ({
        name,
        kind,
        country,
        reliability,
        parentId: parent === undefined ? null : id(ids, parent),
      })),
      skipDuplicates: true,
    });
  }
  return known();
}

/** The ids of sources by their key in the file; one that is there already under its address stays as it is. */
async function loadSources(tx: Tx, sources: StarterSource[], publishers: Ids): Promise<Ids> {
  const urlKeys = new Map(sources.map((source) => [source.key, urlKey(source)]));
  const live = { urlKey: { in: [...urlKeys.values()] }, deletedAt: null };
  const known = await tx.source.findMany({ where: live, select: { id: true, urlKey: true } });
  const knownKeys = new Set(known.map((row) => row.urlKey));
  const missing = sources.filter((source) => !knownKeys.has(urlKeys.get(source.key) ?? null));
  const made = await tx.source.createManyAndReturn({
    data: missing.map((source) => {
      const published = edtfBounds(source.publishedOn);
      return {
        url: source.url,
        urlKey: urlKey(source),
        title: source.title,
        titleExact: source.titleExact,
        publisherId: id(publishers, source.publisher),
        kind: source.kind,
        language: source.language,
        publishedOn: source.publishedOn,
        publishedLower: published.lower,
        publishedUpper: published.upper,
      };
    }),
    select: { id: true, urlKey: true },
  });
  const byUrlKey = new Map([...known, ...made].map((row) => [row.urlKey, row.id]));
  const ids = new Map(
    sources.map((source) => [source.key, byUrlKey.get(urlKeys.get(source.key) ?? null) ?? 0]),
  );
  await tx.reliance.createMany({
    data: missing.flatMap((source) =>
      source.reliesOn.map((origin) => ({
        sourceId: id(ids, source.key),
        kind: origin.kind,
        originSourceId: 'source' in origin ? id(ids, origin.source) : null,
        originName: 'name' in origin ? origin.name : null,
      })),
    ),
  });
  return ids;
}

function urlKey(source: StarterSource): string {
  const result = normaliseUrl(source.url);
  if (!result.ok) throw new Error(`starter data: ${source.key}: ${result.message}`);
  return result.key;
}

function assertedValue(
  claim: StarterClaim,
  claims: Ids,
  facts: Ids,
  starter: Starter,
): Prisma.ValueCreateManyInput[] {
  if (claim.value === null) return [];
  const { text, asOf, validFrom, validTo, qualifier, measure, ...given } = claim.value;
  const fact = starter.facts.find((each) => each.slug === given.fact);
  if (!fact) throw new Error(`starter data: ${claim.key} asserts a fact that is not there`);
  const parsed = parseValue(fact, { state: 'known', text });
  const unit = parseUnit(fact, given.unit ?? '');
  if (!parsed.ok || !unit.ok)
    throw new Error(
      `starter data: ${claim.key}: ${!parsed.ok ? parsed.message : !unit.ok ? unit.message : ''}`,
    );
  const { lower, upper } = edtfBounds(asOf);
  return [
    {
      claimId: id(claims, importKey(claim)),
      factId: id(facts, fact.slug),
      canonical: parsed.canonical,
      number: parsed.number,
      qualifier,
      unit: unit.unit,
      measure,
      asOf,
      asOfLower: lower,
      asOfUpper: upper,
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
      validFromLower: edtfBounds(validFrom).lower,
      validToUpper: edtfBounds(validTo).upper,
    },
  ];
}
