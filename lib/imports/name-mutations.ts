import type { Actor } from '#lib/core/actor.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { log } from '#lib/core/log.ts';
import { forgetTags } from '#lib/tags/mutations.ts';

/**
 * Makes the claimants and tags that the file names and nobody has, in a transaction of its own: whoever saves a claim with one of
 * them meanwhile would otherwise wait for the whole import. Answers the ids of the tags that it made.
 */
export function makeNames(actor: Actor, id: number): Promise<number[]> {
  return transaction(actor, '', (tx) => makeMissing(tx, id));
}

/** In one order, so that two who make the same wait for one another. */
async function makeMissing(tx: Tx, id: number): Promise<number[]> {
  await tx.$executeRawUnsafe(
    `INSERT INTO claimant (name) SELECT DISTINCT ON (fold_text(new_claimant)) new_claimant FROM claim_import_row
     WHERE import_id = $1 AND act <> 'refuse' AND new_claimant IS NOT NULL ORDER BY fold_text(new_claimant), line
     ON CONFLICT (name_key) DO NOTHING`,
    id,
  );
  const tags = await tx.$queryRawUnsafe<{ id: number }[]>(
    `INSERT INTO tag (slug, name) SELECT DISTINCT ON (t.slug) t.slug, t.name FROM claim_import_row r, unnest(r.tag_slugs, r.tag_names) AS t (slug, name)
     WHERE r.import_id = $1 AND r.act <> 'refuse' ORDER BY t.slug, r.line ON CONFLICT (slug) DO NOTHING RETURNING id`,
    id,
  );
  return tags.map((tag) => tag.id);
}

/** Looks the names up for the rows of the import, and keeps the tags until its transaction ends. */
export async function holdNames(tx: Tx, id: number): Promise<void> {
  // Another import may have made a tag, come to nothing, and taken it away again.
  await makeMissing(tx, id);
  await tx.$executeRawUnsafe(
    `CREATE TEMP TABLE import_claimant ON COMMIT DROP AS SELECT n.name, k.id FROM
       (SELECT DISTINCT new_claimant AS name FROM claim_import_row WHERE import_id = $1 AND act <> 'refuse' AND new_claimant IS NOT NULL) n
     JOIN claimant k ON k.name_key = fold_text(n.name)`,
    id,
  );
  await tx.$executeRawUnsafe('ANALYZE import_claimant');
  await tx.$executeRawUnsafe(
    `SELECT id FROM tag WHERE slug IN (SELECT unnest(tag_slugs) FROM claim_import_row WHERE import_id = $1 AND act <> 'refuse')
     ORDER BY id FOR KEY SHARE`,
    id,
  );
}

/** Takes back the tags of an import that came to nothing. A failure is logged: a tag more does no harm. */
export async function forgetNames(actor: Actor, tags: readonly number[]): Promise<void> {
  try {
    await transaction(actor, '', (tx) => forgetTags(tx, tags));
  } catch (error) {
    log.warn({ err: error }, 'the tags of an import that came to nothing were left');
  }
}
