import type { Tx } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';

/** As a form sends it: somebody known, or a name. */
type Choice = { id: number } | { name: string };

/**
 * The id of the claimant; a name is found whatever its case, accents and script, and made where it is new. Part of a change whose
 * right was checked. Throws `invalid` at `field`.
 */
export async function resolveClaimant(tx: Tx, choice: Choice, field: string): Promise<number> {
  if ('id' in choice) {
    const known = await tx.claimant.findUnique({ where: { id: choice.id }, select: { id: true } });
    if (known) return known.id;
    throw refused('This claimant does not exist any more. Choose another or type the name.', field);
  }
  const find = () =>
    tx.$queryRaw<{ id: number }[]>`SELECT id FROM claimant WHERE name_key = fold_text(${choice.name})`;
  const known = (await find())[0];
  if (known) return known.id;
  const made = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO claimant (name) SELECT ${choice.name} WHERE fold_text(${choice.name}) <> ''
    ON CONFLICT (name_key) DO NOTHING RETURNING id`;
  const id = (made[0] ?? (await find())[0])?.id;
  if (id === undefined) throw refused('The claimant’s name needs a letter or a digit.', field);
  return id;
}

function refused(message: string, field: string): AppError {
  return new AppError('invalid', message, { [field]: message });
}
