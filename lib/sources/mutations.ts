import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, Prisma, type Sql, type Tx, transaction } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { AppError } from '#lib/core/errors.ts';
import type { sourceChoice } from '#lib/evidence/schema.ts';
import { enqueueCapture } from '#lib/snapshots/mutations.ts';
import { demandSource } from './policy.ts';
import type { addSourceInput, editSourceInput, sourceInput, sourceVersionInput } from './schema.ts';
import { normaliseUrl } from './url.ts';
import type { PublisherKind, SourceKind } from './vocabulary.ts';

/** What a publisher that is met for the first time most likely is; an editor can say otherwise. */
const LIKELY_PUBLISHER: Record<SourceKind, PublisherKind> = {
  official: 'government',
  newswire: 'agency',
  newspaper: 'newspaper',
  broadcast: 'broadcaster',
  blog: 'blog',
  ngo: 'ngo',
  law_firm: 'law_firm',
  social: 'social',
};

/**
 * The publisher of that name, whatever its case, accents and script; created where there is none.
 * Two transactions that create it at once get the same one.
 */
export async function findOrCreatePublisher(
  tx: Tx,
  name: string,
  kind: PublisherKind = 'other',
): Promise<number> {
  const find = () =>
    tx.$queryRaw<{ id: number }[]>`SELECT id FROM publisher WHERE name_key = fold_text(${name})`;
  const known = (await find())[0];
  if (known) return known.id;
  const made = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO publisher (name, kind) SELECT ${name}, ${kind}::publisher_kind WHERE fold_text(${name}) <> ''
    ON CONFLICT (name_key) DO NOTHING RETURNING id`;
  const id = (made[0] ?? (await find())[0])?.id;
  if (id === undefined) throw new AppError('invalid', 'The name of the publisher needs a letter or a digit.');
  return id;
}

/**
 * The source of that choice, kept from being deleted until the transaction ends: an existing one by id (`not_found` where it is
 * gone), or one made from what was typed, unless its address is known already. The caller's transaction carries the reason.
 */
export async function resolveSource(
  tx: Tx,
  actor: Actor,
  choice: z.output<typeof sourceChoice>,
): Promise<number> {
  if ('create' in choice) return createSource(tx, actor, choice.create);
  demandSource(actor, 'read');
  const id = await holdSource(tx, Prisma.sql`id = ${choice.id} AND deleted_at IS NULL`);
  if (id === null) throw new AppError('not_found', 'This source does not exist any more.');
  return id;
}

/**
 * Keeps the source of that condition, and all that it goes back to, as it is until the transaction ends, for whoever rests a claim on
 * it; before the claim is locked. Answers its id, or null where there is none. See docs/decisions/0068.
 */
export async function holdSource(tx: Tx, condition: Sql): Promise<number | null> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    WITH held AS MATERIALIZED (SELECT hold_sources(array_agg(id)) FROM source WHERE ${condition})
    SELECT source.id FROM held CROSS JOIN source WHERE ${condition} FOR SHARE OF source`;
  return rows[0]?.id ?? null;
}

/** Makes a source, has it captured, and answers its id; where a live source has the same address, that one's. */
async function createSource(tx: Tx, actor: Actor, input: z.output<typeof sourceInput>): Promise<number> {
  demandSource(actor, 'create');
  const key = urlKey(input.url);
  const { lower, upper } = edtfBounds(input.publishedOn);
  // The owner of the address may be deleted between the two statements; the next round then makes it anew.
  for (let round = 0; round < 5; round++) {
    if (key !== null) {
      const known = await holdSource(tx, Prisma.sql`url_key = ${key} AND deleted_at IS NULL`);
      if (known !== null) return known;
    }
    const publisherId =
      input.publisher === ''
        ? null
        : await findOrCreatePublisher(tx, input.publisher, LIKELY_PUBLISHER[input.kind]);
    const made = await tx.$queryRaw<{ id: number }[]>`
      INSERT INTO source (url, url_key, title, title_exact, publisher_id, kind, language, published_on, published_lower,
        published_upper, created_by_id)
      VALUES (${input.url}, ${key}, ${input.title}, ${input.titleExact}, ${publisherId}, ${input.kind}::source_kind,
        ${input.language}, ${input.publishedOn}, ${lower}::date, ${upper}::date, ${actor.id})
      ON CONFLICT (url_key) WHERE deleted_at IS NULL DO NOTHING RETURNING id`;
    if (made[0]) {
      if (input.url !== null) await enqueueCapture(tx, actor, made[0].id, input.url);
      return made[0].id;
    }
  }
  throw new AppError('conflict', 'Somebody else is changing the source with this address. Try again.');
}

/** Adds a source on its own. `duplicate` where its address is known already. A second send with the same key changes nothing. */
export async function addSource(
  actor: Actor,
  input: z.output<typeof addSourceInput>,
): Promise<{ id: number }> {
  demandSource(actor, 'create');
  const { idempotencyKey, ...fields } = input;
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'source', idempotencyKey, async () => {
      await refuseTaken(tx, 0, urlKey(fields.url));
      return createSource(tx, actor, fields);
    }),
  }));
}

type Versioned = { id: number; version: number };

/**
 * Changes a source; nothing to change writes nothing. `conflict` where `version` is not the latest, `duplicate` where the address
 * belongs to another source.
 */
export async function editSource(actor: Actor, input: z.output<typeof editSourceInput>): Promise<Versioned> {
  demandSource(actor, 'edit');
  const { id, version, reason, publisher, url, title, titleExact, kind, language, publishedOn } = input;
  const key = urlKey(url);
  return transaction(actor, reason, async (tx) => {
    await lockSource(tx, id, version, 'live');
    await refuseTaken(tx, id, key);
    const publisherId =
      publisher === '' ? null : await findOrCreatePublisher(tx, publisher, LIKELY_PUBLISHER[kind]);
    const fields = { url, urlKey: key, title, titleExact, publisherId, kind, language, publishedOn };
    const same = await tx.source.count({ where: { id, ...fields } });
    if (same) return { id, version };
    const { lower, upper } = edtfBounds(publishedOn);
    await tx.source.update({
      where: { id },
      data: { ...fields, publishedLower: lower, publishedUpper: upper, version: version + 1 },
      select: { id: true },
    });
    return { id, version: version + 1 };
  });
}

/** Deletes a source softly. Refused (`invalid`) while evidence or another source's reliance rests on it. */
export async function deleteSource(
  actor: Actor,
  input: z.output<typeof sourceVersionInput>,
): Promise<{ id: number }> {
  demandSource(actor, 'delete');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    await lockSource(tx, id, version, 'live');
    const [rests] = await tx.$queryRaw<{ claims: number; hidden: number; sources: number }[]>`
      SELECT (SELECT count(*)::int FROM evidence WHERE source_id = ${id} AND deleted_at IS NULL) AS claims,
        (SELECT count(*)::int FROM evidence e JOIN claim c ON c.id = e.claim_id
          WHERE e.source_id = ${id} AND e.deleted_at IS NULL AND c.deleted_at IS NOT NULL) AS hidden,
        (SELECT count(*)::int FROM reliance WHERE origin_source_id = ${id} AND deleted_at IS NULL) AS sources`;
    const refusal = rests ? refusalOf(rests) : null;
    if (refusal !== null) throw new AppError('invalid', refusal);
    await tx.source.update({
      where: { id },
      data: { deletedAt: now(), version: version + 1 },
      select: { id: true },
    });
    return { id, version: version + 1 };
  });
}

/** Why a source on which something rests stays; null where nothing does. */
function refusalOf({
  claims,
  hidden,
  sources,
}: {
  claims: number;
  hidden: number;
  sources: number;
}): string | null {
  const parts: string[] = [];
  if (claims > 0) {
    const among = hidden > 0 ? ` (${hidden} of them deleted, which can be restored)` : '';
    parts.push(
      `${claims === 1 ? '1 claim rests' : `${claims} claims rest`} on this source${among}: remove that evidence first.`,
    );
  }
  if (sources > 0)
    parts.push(
      `${sources === 1 ? '1 source relies' : `${sources} sources rely`} on it: remove ${sources === 1 ? 'that link' : 'those links'} first.`,
    );
  return parts.length ? parts.join(' ') : null;
}

/** Brings a deleted source back. `duplicate` where its address belongs to another source by now. */
export async function restoreSource(
  actor: Actor,
  input: z.output<typeof sourceVersionInput>,
): Promise<{ id: number }> {
  demandSource(actor, 'restore');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    await lockSource(tx, id, version, 'deleted');
    const row = await tx.source.findUniqueOrThrow({ where: { id }, select: { urlKey: true } });
    await refuseTaken(tx, id, row.urlKey);
    await tx.source.update({
      where: { id },
      data: { deletedAt: null, version: version + 1 },
      select: { id: true },
    });
    return { id, version: version + 1 };
  });
}

/** Locks the row against everybody who reads it in order to build on it. Throws `not_found` or `conflict`. */
async function lockSource(tx: Tx, id: number, version: number, wanted: 'live' | 'deleted'): Promise<void> {
  const [row] = await tx.$queryRaw<{ version: number; deleted: boolean }[]>`
    SELECT version, deleted_at IS NOT NULL AS deleted FROM source WHERE id = ${id} FOR UPDATE`;
  if (!row) throw new AppError('not_found', 'This source does not exist.');
  if (row.version !== version) throw new AppError('conflict', 'Somebody else changed this source meanwhile.');
  if (row.deleted !== (wanted === 'deleted'))
    throw new AppError('conflict', row.deleted ? 'This source is deleted.' : 'This source is not deleted.');
}

async function refuseTaken(tx: Tx, id: number, key: string | null): Promise<void> {
  if (key === null) return;
  const [other] = await tx.$queryRaw<{ id: number; title: string }[]>`
    SELECT id, title FROM source WHERE url_key = ${key} AND deleted_at IS NULL AND id <> ${id}`;
  if (!other) return;
  const message = `This address belongs to source ${other.id}, “${other.title}”.`;
  throw new AppError('duplicate', message, { url: message });
}

function urlKey(url: string | null): string | null {
  if (url === null) return null;
  const result = normaliseUrl(url);
  if (!result.ok) throw new AppError('invalid', result.message, { url: result.message });
  return result.key;
}
