import { beforeAll, expect, test } from 'vitest';
import { searchClaimants } from '#lib/claimants/queries.ts';
import { editClaim, logClaim } from '#lib/claims/mutations.ts';
import { prisma, type Tx } from '#lib/core/db.ts';
import { commitImport, startImport } from '#lib/imports/commit-mutations.ts';
import { editTopic } from '#lib/topics/mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { checkBytes, claimsFile, commit } from '../support/imports.ts';
import {
  claimForm,
  claimRowOf,
  editForm,
  type Ledger,
  makeClaim,
  makeLedger,
  refusal,
} from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const by = () => ledger.actors.researcher;

/** Writes what was checked, and calls `meanwhile` before it commits. */
async function importing(id: number, meanwhile: (tx: Tx) => Promise<void>): Promise<void> {
  const { signal } = new AbortController();
  await commitImport(
    ledger.actors.editor,
    { id, partly: false },
    { onProgress: () => undefined, signal, finish: meanwhile },
  );
}

test('who needs a claimant or a tag that an import makes does not wait for its end, and both have the same', async () => {
  const { id } = await checkBytes(
    ledger.actors.editor,
    claimsFile('statement topic claimant tags', ['One', 'visa', 'Shoigu', 'army | new']),
  );
  let saved = 0;
  // One that waits for the import never ends here.
  await importing(id, async () => {
    ({ id: saved } = await logClaim(
      by(),
      claimForm(ledger, { claimant: { name: 'Шойгу' }, tags: ['Army', 'own'] }),
    ));
    expect(await prisma().claim.count()).toBe(1);
  });
  const [own, imported] = await prisma().claim.findMany({ orderBy: { statement: 'desc' } });
  expect(own?.id).toBe(saved);
  expect(imported?.claimantId).toBe(own?.claimantId);
  expect(imported?.tagIds).toContain(own?.tagIds[0]);
  expect(await prisma().claimant.count()).toBe(1);
  expect((await prisma().tag.findMany()).map(({ slug }) => slug).sort()).toEqual(['army', 'new', 'own']);
});

test('an import that comes to nothing takes its tags along, but for what somebody has begun to use', async () => {
  const { id } = await checkBytes(
    ledger.actors.editor,
    claimsFile('statement topic claimant tags', ['Two', 'visa', 'Nobody Known', 'kept | given up']),
  );
  const end = importing(id, async () => {
    await logClaim(by(), claimForm(ledger, { tags: ['Kept'] }));
    throw new Error('the end');
  });
  await expect(end).rejects.toThrow('the end');
  const slugs = async () => (await prisma().tag.findMany()).map(({ slug }) => slug);
  expect(await slugs()).toContain('kept');
  expect(await slugs()).not.toContain('given-up');
  expect(await searchClaimants(by(), 'Nobody Known')).toEqual([]);
  await commit(ledger.actors.editor, id);
  expect(await searchClaimants(by(), 'Nobody Known')).toMatchObject([{ claims: 1 }]);
  expect(await slugs()).toContain('given-up');
});

test('who changes a claim that an import is changing is told so after a while, and by which task', async () => {
  const claim = await makeClaim(ledger, { topicId: ledger.topics.decree });
  const { editor } = ledger.actors;
  const { id } = await checkBytes(editor, claimsFile('id statement', [claim, 'Of the file']));
  const { taskId } = await startImport(editor, { id, partly: false });
  await prisma().task.update({ where: { id: taskId }, data: { state: 'running' } });
  await importing(id, async () => {
    const own = editForm(ledger, claim, 1, { statement: 'Mine' });
    const [refused, renamed, next] = await Promise.all([
      refusal(editClaim(by(), own)),
      // What its claims only name can be changed beside it.
      editTopic(ledger.actors.admin, {
        id: ledger.topics.decree,
        version: 1,
        name: 'Decrees',
        ordinal: 0,
        reason: '',
      }),
      // The next file takes the place of what is prepared, not of what is being written.
      checkBytes(editor, claimsFile('statement topic', ['Next', 'visa'])),
    ]);
    expect(refused).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('long work (“Import of claims.csv: 1 claim”) is writing'),
    });
    expect(next.created).toBe(1);
    expect(renamed.version).toBe(2);
  });
  expect(await claimRowOf(claim)).toMatchObject({ statement: 'Of the file', version: 2 });
  expect(await refusal(editClaim(by(), editForm(ledger, claim, 1, { statement: 'Mine' })))).toMatchObject({
    code: 'conflict',
  });
});

test('of two imports with one key the second says what is wrong', async () => {
  const file = (statement: string) => claimsFile('import_key statement topic', ['key-1', statement, 'visa']);
  const first = await checkBytes(ledger.actors.editor, file('First'));
  const second = await checkBytes(by(), file('Second'));
  await commit(ledger.actors.editor, first.id);
  expect(await refusal(commit(by(), second.id))).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('Line 2, column import_key: claim'),
  });
});
