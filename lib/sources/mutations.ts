import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import type { Tx } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { AppError } from '#lib/core/errors.ts';
import type { sourceChoice } from '#lib/evidence/schema.ts';
import { demandSource } from './policy.ts';
import type { PublisherKind, SourceKind, sourceInput } from './schema.ts';
import { normaliseUrl } from './url.ts';

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
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM source WHERE id = ${choice.id} AND deleted_at IS NULL FOR SHARE`;
  if (!rows[0]) throw new AppError('not_found', 'This source does not exist any more.');
  return rows[0].id;
}

/** Makes a source and answers its id; where a live source has the same address, that one's. */
export async function createSource(
  tx: Tx,
  actor: Actor,
  input: z.output<typeof sourceInput>,
): Promise<number> {
  demandSource(actor, 'create');
  const key = urlKey(input.url);
  const { lower, upper } = edtfBounds(input.publishedOn);
  // The owner of the address may be deleted between the two statements; the next round then makes it anew.
  for (let round = 0; round < 5; round++) {
    if (key !== null) {
      const known = await tx.$queryRaw<{ id: number }[]>`
        SELECT id FROM source WHERE url_key = ${key} AND deleted_at IS NULL FOR SHARE`;
      if (known[0]) return known[0].id;
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
    if (made[0]) return made[0].id;
  }
  throw new AppError('conflict', 'Somebody else is changing the source with this address. Try again.');
}

function urlKey(url: string | null): string | null {
  if (url === null) return null;
  const result = normaliseUrl(url);
  if (!result.ok) throw new AppError('invalid', result.message, { url: result.message });
  return result.key;
}
