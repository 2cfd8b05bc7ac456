import type { Tx } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { tagSlug } from './schema.ts';

/**
 * The ids of the tags with these names, in their order; unknown ones are made. Part of a change whose right was checked.
 * Throws `invalid` at `field` for a name without a letter or digit.
 */
export async function resolveTags(tx: Tx, names: readonly string[], field: string): Promise<number[]> {
  const wanted = new Map<string, string>();
  for (const name of names) {
    const slug = tagSlug(name);
    if (slug === '') {
      const message = `“${name}” cannot be a tag: it needs a letter or a digit.`;
      throw new AppError('invalid', message, { [field]: message });
    }
    if (!wanted.has(slug)) wanted.set(slug, name);
  }
  if (wanted.size === 0) return [];
  const slugs = [...wanted.keys()];
  const known = async () => {
    const rows = await tx.$queryRaw<{ id: number; slug: string }[]>`
      SELECT id, slug FROM tag WHERE slug = ANY (${slugs}) ORDER BY id FOR KEY SHARE`;
    return new Map(rows.map((tag) => [tag.slug, tag.id]));
  };
  let ids = await known();
  const missing = slugs.filter((slug) => !ids.has(slug)).sort();
  if (missing.length > 0) {
    // In one order, so that two who make the same tags at once wait for one another instead of locking each other out.
    await tx.tag.createMany({
      data: missing.map((slug) => ({ slug, name: wanted.get(slug) ?? slug })),
      skipDuplicates: true,
    });
    ids = await known();
  }
  return slugs.flatMap((slug) => ids.get(slug) ?? []);
}

/** Takes away those of the tags that no claim has; who is just choosing one keeps it. */
export async function forgetTags(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM tag WHERE id = ANY (${ids}::int[]) ORDER BY id FOR UPDATE SKIP LOCKED`;
  const free = rows.map((tag) => tag.id);
  // A statement of its own: it sees the claims of whoever held one before.
  await tx.$executeRaw`
    DELETE FROM tag WHERE id = ANY (${free}::int[])
      AND id NOT IN (SELECT unnest(c.tag_ids) FROM claim c WHERE c.tag_ids && ${free}::int[])`;
}
