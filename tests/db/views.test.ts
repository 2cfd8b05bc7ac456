import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/core/actor.ts';
import { deleteView, saveView } from '#lib/views/mutations.ts';
import { listViews } from '#lib/views/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});
const names = async (actor: Actor) => (await listViews(actor)).map((view) => view.name);

test('a view is one’s own until it is shared, and keeps only what is a filter', async () => {
  const { viewer, researcher } = ledger.actors;
  await saveView(viewer, { name: 'False ones', query: '?status=false&after=&per=25', shared: false });
  expect(await listViews(viewer)).toMatchObject([
    { name: 'False ones', query: '?status=false&per=25', mine: true, shared: false },
  ]);
  expect(await names(researcher)).toEqual([]);
  await saveView(viewer, { name: 'False ones', query: '?status=false', shared: true });
  expect(await listViews(researcher)).toMatchObject([
    { name: 'False ones', query: '?status=false', mine: false, owner: 'The viewer' },
  ]);
  const refused = await refusal(saveView(viewer, { name: 'Odd', query: '?status=wrong', shared: false }));
  expect([refused.code, Object.keys(refused.fields)]).toEqual(['invalid', ['query']]);
});

test('only its owner or an administrator takes a view away; a private one does not exist for others', async () => {
  const { viewer, editor, admin } = ledger.actors;
  const shared = await saveView(viewer, { name: 'Shared', query: '', shared: true });
  const own = await saveView(viewer, { name: 'Own', query: '', shared: false });
  expect((await refusal(deleteView(editor, shared))).code).toBe('forbidden');
  expect((await refusal(deleteView(editor, own))).code).toBe('not_found');
  expect((await refusal(deleteView(admin, own))).code).toBe('not_found');
  await deleteView(admin, shared);
  await deleteView(viewer, own);
  expect(await names(viewer)).not.toContain('Own');
  expect((await refusal(deleteView(viewer, own))).code).toBe('not_found');
});
