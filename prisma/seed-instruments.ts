import { edtfBounds } from '#lib/core/edtf.ts';
import type { Prisma } from './generated/client.ts';
import type { Starter } from './starter-files.ts';

type Ids = ReadonlyMap<string, number>;

/**
 * Loads the acts that the claims name, each with its first version and its articles, and what the given claims depend on. An act
 * that is there already, by kind, number and date, stays as it is. `claims` are ids by key, `sources` too.
 */
export async function loadInstruments(
  tx: Prisma.TransactionClient,
  programmeId: number,
  { instruments, dependences }: Starter,
  { claims, sources }: { claims: Ids; sources: Ids },
): Promise<void> {
  const known = await tx.instrument.findMany({
    where: { programmeId, deletedAt: null },
    select: { kind: true, number: true, adoptedOn: true, id: true },
  });
  const name = (act: { kind: string; number: string; adoptedOn: string | null }) =>
    JSON.stringify([act.kind, act.number, act.adoptedOn]);
  const ids = new Map(known.map((act) => [name(act), act.id]));
  const missing = instruments.filter((act) => !ids.has(name(act)));
  const made = await tx.instrument.createManyAndReturn({
    data: missing.map(({ kind, number, issuer, title, language, titleEnglish, adoptedOn, publishedOn }) => {
      const { lower, upper } = edtfBounds(adoptedOn);
      const adopted = { adoptedOn, adoptedLower: lower, adoptedUpper: upper };
      return { programmeId, kind, number, issuer, title, language, titleEnglish, publishedOn, ...adopted };
    }),
    select: { id: true, kind: true, number: true, adoptedOn: true },
  });
  for (const act of made) ids.set(name(act), act.id);
  const idOf = new Map(instruments.map((act) => [act.key, found(ids, name(act))]));
  await tx.instrumentVersion.createMany({
    data: missing.map((act) => {
      const { lower, upper } = edtfBounds(act.inForceFrom);
      return {
        instrumentId: found(idOf, act.key),
        ordinal: 1,
        inForceFrom: act.inForceFrom,
        fromLower: lower,
        fromUpper: upper,
        sourceIds: act.sources.map((key) => found(sources, key)),
        note: act.note,
      };
    }),
  });
  await tx.article.createMany({
    data: missing.flatMap((act) =>
      act.articles.map((article) => ({ instrumentId: found(idOf, act.key), ...article })),
    ),
  });
  const articles = await tx.article.findMany({
    where: { instrumentId: { in: [...idOf.values()] }, deletedAt: null },
    select: { id: true, instrumentId: true, place: true },
  });
  await tx.dependence.createMany({
    data: dependences.flatMap((dependence) => {
      const claimId = claims.get(dependence.claim);
      if (claimId === undefined) return [];
      const instrumentId = found(idOf, dependence.instrument);
      const article = articles.find(
        (each) => each.instrumentId === instrumentId && each.place === dependence.article,
      );
      // An article that somebody renamed or removed since leaves nothing to depend on.
      if (dependence.article !== null && !article) return [];
      return [{ claimId, instrumentId, articleId: article?.id ?? null, part: dependence.part }];
    }),
  });
}

function found(ids: Ids, key: string): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`starter data: “${key}” is referred to and not there`);
  return id;
}
