import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import type { ClaimantChoice } from './schema.ts';

/**
 * Up to eight claimants whose name holds or resembles the text, in any script, accent or case; those of the latest claims where there
 * is no text. One that no claim has is not offered: an import that came to nothing may have made it. Everybody signed in may read them.
 */
export async function searchClaimants(_actor: Actor, text: string): Promise<ClaimantChoice[]> {
  return query<ClaimantChoice>(Prisma.sql`
    SELECT a.id, a.name, (SELECT count(*)::int FROM claim c WHERE c.claimant_id = a.id AND c.deleted_at IS NULL) AS claims
    FROM (${text === '' ? lately() : like(text)}) found JOIN claimant a USING (id)
    ORDER BY found.place DESC, claims DESC, a.name, a.id`);
}

function lately(): Sql {
  return Prisma.sql`
    SELECT claimant_id AS id, count(*) AS place FROM
      (SELECT claimant_id FROM claim WHERE deleted_at IS NULL AND claimant_id IS NOT NULL ORDER BY id DESC LIMIT 300) c
    GROUP BY claimant_id ORDER BY place DESC, claimant_id LIMIT 8`;
}

function like(text: string): Sql {
  // A folded text holds letters, digits and blanks only, so it needs no escaping for LIKE.
  return Prisma.sql`
    SELECT a.id, (a.name_key LIKE folded || '%')::int + word_similarity(folded, a.name_key) AS place
    FROM claimant a, fold_text(${text}) AS folded
    WHERE folded <> '' AND (a.name_key LIKE '%' || folded || '%' OR folded <% a.name_key)
      AND EXISTS (SELECT FROM claim c WHERE c.claimant_id = a.id AND c.deleted_at IS NULL)
    ORDER BY place DESC, a.id LIMIT 8`;
}
