import { beforeAll, describe, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { deleteClaim, restoreClaim } from '#lib/claims/mutations.ts';
import type { Role } from '#lib/core/actor.ts';
import { Prisma, prisma, query } from '#lib/core/db.ts';
import { attachEvidence, removeEvidence } from '#lib/evidence/mutations.ts';
import { listSourceHistory } from '#lib/history/source-queries.ts';
import { addReliance, removeReliance } from '#lib/lineage/mutations.ts';
import { deleteSource, editSource, restoreSource } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger, refusal, sourceForm } from '../support/ledger.ts';
import { editSourceForm, evidenceFor, makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const as = (role: Role) => ledger.actors[role];
const why = 'because the test says so';

function eventsOf(id: number) {
  return query<{
    action: string;
    version: number;
    actor: string;
    reason: string;
    changed: Record<string, unknown[]>;
  }>(
    Prisma.sql`SELECT action, version, actor, reason, changed FROM event WHERE entity = 'source' AND entity_id = ${id} ORDER BY event.id`,
  );
}

describe('deleting', () => {
  test('is refused while claims or other sources rest on it, and says how many', async () => {
    const id = await makeSource(ledger);
    const claimId = await makeClaim(ledger, { source: { ...sourceForm(''), source: { id } } });
    const hidden = await makeClaim(ledger, { source: { ...sourceForm(''), source: { id } } });
    await deleteClaim(as('editor'), { id: hidden, version: 1, reason: why });
    const heir = await makeSource(ledger);
    const link = await addReliance(as('researcher'), {
      sourceId: heir,
      kind: 'cites',
      origin: { sourceId: id },
    });
    const doing = () => deleteSource(as('editor'), { id, version: 1, reason: why });
    const first = await refusal(doing());
    expect(first.message).toBe(
      '2 claims rest on this source (1 of them deleted, which can be restored): remove that evidence first. 1 source relies on it: remove that link first.',
    );
    await restoreClaim(as('editor'), { id: hidden, version: 2, reason: why });
    for (const evidence of await prisma().evidence.findMany({ where: { sourceId: id } }))
      await removeEvidence(as('researcher'), { id: evidence.id, version: 1, reason: why });
    expect((await refusal(doing())).message).toBe('1 source relies on it: remove that link first.');
    await removeReliance(as('researcher'), { id: link.id, version: 1, reason: why });
    expect(await doing()).toEqual({ id, version: 2 });
    expect((await getSource(as('viewer'), id)).deleted).toMatchObject({ by: 'The editor', reason: why });
    expect((await getClaim(as('viewer'), claimId)).sources).toBe(0);
  });

  test('what is deleted takes no change and no claim, and comes back as it was', async () => {
    const id = await makeSource(ledger, { title: 'Comes back' });
    await deleteSource(as('editor'), { id, version: 1, reason: why });
    expect((await refusal(editSource(as('researcher'), editSourceForm(id, 2)))).code).toBe('conflict');
    expect((await refusal(deleteSource(as('editor'), { id, version: 2, reason: why }))).code).toBe(
      'conflict',
    );
    const claimId = await makeClaim(ledger);
    expect((await refusal(attachEvidence(as('researcher'), evidenceFor(claimId, id)))).code).toBe('invalid');
    expect(await restoreSource(as('editor'), { id, version: 2, reason: why })).toEqual({ id, version: 3 });
    expect((await eventsOf(id)).map((event) => event.action)).toEqual(['create', 'delete', 'restore']);
    await attachEvidence(as('researcher'), evidenceFor(claimId, id));
    expect(await getSource(as('viewer'), id)).toMatchObject({
      title: 'Comes back',
      claims: 1,
      deleted: null,
    });
  });

  test('does not come back beside another source of its address', async () => {
    const id = await makeSource(ledger, { url: 'https://example.org/twice' });
    await deleteSource(as('editor'), { id, version: 1, reason: why });
    const heir = await makeSource(ledger, { url: 'https://example.org/twice' });
    expect(heir).not.toBe(id);
    expect((await refusal(restoreSource(as('editor'), { id, version: 2, reason: why }))).code).toBe(
      'duplicate',
    );
  });

  test('never leaves a claim on a deleted source, whoever is first', async () => {
    for (let round = 0; round < 12; round++) {
      const id = await makeSource(ledger);
      const claimId = await makeClaim(ledger);
      const outcomes = await Promise.allSettled([
        deleteSource(as('editor'), { id, version: 1, reason: why }),
        attachEvidence(as('researcher'), evidenceFor(claimId, id)),
      ]);
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
      const { deleted, claims } = await getSource(as('viewer'), id);
      expect([deleted === null, claims]).toEqual(deleted === null ? [true, 1] : [false, 0]);
    }
  });

  test('unknown rows are not found', async () => {
    const key = { id: 2_000_000, version: 1, reason: why };
    expect((await refusal(deleteSource(as('editor'), key))).code).toBe('not_found');
    expect((await refusal(getSource(as('viewer'), key.id))).code).toBe('not_found');
  });
});

test('the history of a source tells its changes, its links and its use, newest first', async () => {
  const id = await makeSource(ledger, { title: 'With a history', publisher: 'Old press' });
  const claimId = await makeClaim(ledger, { statement: 'A claim that rests on it.' });
  await attachEvidence(as('researcher'), evidenceFor(claimId, id));
  const origin = await makeSource(ledger, { title: 'The origin' });
  const link = await addReliance(as('researcher'), {
    sourceId: id,
    kind: 'cites',
    origin: { sourceId: origin },
  });
  const fields = { title: 'With a history', publisher: 'New press', reason: 'sold' };
  await editSource(as('editor'), editSourceForm(id, 1, fields));
  await removeReliance(as('researcher'), { id: link.id, version: 1, reason: why });
  const told = (await listSourceHistory(as('viewer'), id)).map(({ deed, subject, actor }) => [
    deed,
    subject,
    actor,
  ]);
  expect(told).toEqual([
    ['That it cites, taken back', 'The origin', 'The researcher'],
    ['Changed', null, 'The editor'],
    ['That it cites, added', 'The origin', 'The researcher'],
    ['Put under the claim (supports)', 'A claim that rests on it.', 'The researcher'],
    ['Added', null, 'The researcher'],
  ]);
  const [, changed] = await listSourceHistory(as('viewer'), id);
  expect(changed?.changes).toMatchObject([{ label: 'Publisher', from: 'Old press', to: 'New press' }]);
  const [other] = await listSourceHistory(as('viewer'), origin);
  expect(other).toMatchObject({
    deed: 'That another source cites it, taken back',
    subject: 'With a history',
  });
});
