import { beforeAll, expect, test } from 'vitest';
import { Prisma, query } from '#lib/core/db.ts';
import { addReliance, dismissOrigin } from '#lib/lineage/mutations.ts';
import { sketchSources } from '#lib/lineage/sketch-mutations.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { deleteSource } from '#lib/sources/mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';
import { makeSnapshot } from '../support/snapshots.ts';
import { makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const words = (start: number, count: number) =>
  Array.from({ length: count }, (_, at) => `слово${start + at}`).join(' ');

async function published(title: string, publishedOn: string, text: string): Promise<number> {
  const id = await makeSource(ledger, { title, publishedOn });
  await makeSnapshot(ledger, id, text);
  await sketchSources(ledger.actors.researcher, id);
  return id;
}

const suggested = (id: number) => suggestOrigins(ledger.actors.viewer, id);

test('the later of two near-copies is told that it republishes the earlier, until a person decides', async () => {
  const wire = await published('The wire', '2024-08-19', words(0, 300));
  const copy = await published(
    'A copy',
    '2024-08-20',
    `${words(1_000, 30)} ${words(0, 300)} ${words(2_000, 30)}`,
  );
  expect(await suggested(wire)).toEqual([]);
  const [found, ...others] = await suggested(copy);
  expect(others).toEqual([]);
  expect(found).toMatchObject({
    kind: 'republishes',
    earlier: true,
    document: { id: wire, title: 'The wire' },
  });
  if (found?.kind !== 'republishes') throw new Error('no copy');
  expect(found.share).toBeGreaterThan(0.7);
  expect(found.share).toBeLessThan(0.95);

  const { researcher, viewer } = ledger.actors;
  const link = { kind: 'republishes', origin: { sourceId: wire } } as const;
  expect((await refusal(dismissOrigin(viewer, { sourceId: copy, ...link }))).code).toBe('forbidden');
  await addReliance(researcher, { sourceId: copy, ...link });
  expect(await suggested(copy)).toEqual([]);
  const circle = { sourceId: wire, kind: 'republishes', origin: { sourceId: copy } } as const;
  expect((await refusal(addReliance(researcher, circle))).code).toBe('invalid');

  const third = await published('A copy of the copy', '2024-08-21', words(0, 300));
  // Only of an equal text it is said that all of it stands there.
  expect((await suggested(third))[0]).toMatchObject({ share: 1, document: { id: wire } });
  expect((await suggested(third)).map((one) => one.kind === 'republishes' && one.document.title)).toEqual([
    'The wire',
    'A copy',
  ]);
  await addReliance(researcher, { sourceId: third, kind: 'republishes', origin: { sourceId: copy } });
  expect(await suggested(third)).toEqual([]);
});

test('where the dates do not say which came first, either may be the copy; a dismissed one is not told again', async () => {
  const one = await published('One', '', words(5_000, 200));
  const other = await published('Other', '2024', words(5_000, 200));
  for (const [id, origin] of [
    [one, other],
    [other, one],
  ] as const)
    expect(await suggested(id)).toMatchObject([
      { kind: 'republishes', earlier: false, share: 1, document: { id: origin } },
    ]);
  const { researcher } = ledger.actors;
  for (const _ of [1, 2]) await dismissOrigin(researcher, { sourceId: one, origin: { sourceId: other } });
  expect(await suggested(one)).toEqual([]);
  expect(await suggested(other)).toHaveLength(1);
  const events = await query(
    Prisma.sql`SELECT actor, action FROM event WHERE entity = 'dismissed_origin' ORDER BY id`,
  );
  expect(events).toEqual([{ actor: researcher.name, action: 'create' }]);
  await deleteSource(ledger.actors.editor, { id: one, version: 1, reason: 'Twice.' });
  expect(await suggested(other)).toEqual([]);
});

test('a shared paragraph and a short text suggest nothing; a new copy takes the place of the old one', async () => {
  const wire = await published('Agency', '2024-01-01', words(9_000, 300));
  const retelling = await published('Retelling', '2024-01-02', `${words(9_000, 80)} ${words(20_000, 300)}`);
  const note = await published('Note', '2024-01-02', words(9_000, 30));
  expect(await suggested(retelling)).toEqual([]);
  expect(await suggested(note)).toEqual([]);
  await makeSnapshot(ledger, retelling, words(9_000, 300));
  await makeSnapshot(ledger, retelling, words(9_000, 300), 'wall');
  expect(await sketchSources(ledger.actors.researcher)).toBe(1);
  expect(await sketchSources(ledger.actors.researcher)).toBe(0);
  expect(await suggested(retelling)).toMatchObject([{ kind: 'republishes', document: { id: wire } }]);
});
