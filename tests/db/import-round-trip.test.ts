import { expect, test } from 'vitest';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { previewImport } from '#lib/imports/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { checkBytes, commit, ledgerState } from '../support/imports.ts';

ownDatabase('starter');

async function exported(): Promise<Buffer> {
  const { body } = await exportClaims(
    systemActor,
    'claims.csv',
    new URLSearchParams(),
    'https://ledger.example.org',
  );
  return Buffer.from(await new Response(body).arrayBuffer());
}

test('an export of the starter ledger comes back without a change', async () => {
  await transaction(systemActor, 'odd cells', async (tx) => {
    const claim = await tx.claim.findFirstOrThrow({ orderBy: { id: 'asc' } });
    await tx.claim.update({
      where: { id: claim.id },
      data: {
        originalWording: '=SUM(1)\n\'=already "quoted"\n  @home, "so"',
        rationale: '-5 | +7;\tend',
        version: claim.version + 1,
      },
    });
  });
  const file = await exported();
  const checked = await checkBytes(systemActor, file);
  expect((await previewImport(systemActor, checked.id)).refused).toEqual([]);
  expect((await previewImport(systemActor, checked.id)).changed).toEqual([]);
  const [all] = await query<{ claims: number }>(
    Prisma.sql`SELECT count(*)::int AS claims FROM claim WHERE deleted_at IS NULL`,
  );
  expect(checked).toMatchObject({ created: 0, changed: 0, refused: 0, unchanged: all?.claims });

  const before = await ledgerState();
  await commit(systemActor, checked.id);
  expect(await ledgerState()).toEqual(before);
});

test('the same rows as UTF-16, with semicolons or in another order of columns read alike', async () => {
  const text = (await exported()).toString('utf8').replace('\uFEFF', '');
  const wide = Buffer.from(`\uFEFF${text}`, 'utf16le');
  expect(await checkBytes(systemActor, wide)).toMatchObject({ created: 0, changed: 0, refused: 0 });
  const semicolons = Buffer.from(text.replaceAll('","', '";"'));
  expect(await checkBytes(systemActor, semicolons)).toMatchObject({ created: 0, changed: 0, refused: 0 });
});
