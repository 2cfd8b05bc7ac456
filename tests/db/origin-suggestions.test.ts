import { beforeAll, expect, test } from 'vitest';
import { Prisma, query } from '#lib/core/db.ts';
import { addReliance, dismissOrigin, removeReliance } from '#lib/lineage/mutations.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';
import { makeSnapshot } from '../support/snapshots.ts';
import { makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const suggested = async (sourceId: number) =>
  (await suggestOrigins(ledger.actors.viewer, sourceId)).map((found) =>
    found.kind === 'cites' ? found.name : found.document.title,
  );

test('origins come from the latest good text, and go once they are added', async () => {
  const source = await makeSource(ledger, { title: 'A retelling' });
  expect(await suggested(source)).toEqual([]);
  await makeSnapshot(ledger, source, 'Reuters reported it.');
  await makeSnapshot(ledger, source, 'Указ подписан, сообщает ТАСС. Citing Reuters, it goes on.');
  await makeSnapshot(ledger, source, 'According to AFP, sign in.', 'wall');
  expect(await suggestOrigins(ledger.actors.viewer, source)).toEqual([
    { kind: 'cites', name: 'ТАСС', sentence: 'Указ подписан, сообщает ТАСС.' },
    { kind: 'cites', name: 'Reuters', sentence: 'Citing Reuters, it goes on.' },
  ]);
  const { id } = await addReliance(ledger.actors.researcher, {
    ...{ sourceId: source, kind: 'cites', origin: { name: 'Tass' } },
  });
  expect(await suggested(source)).toEqual(['Reuters']);
  await removeReliance(ledger.actors.researcher, { id, version: 1, reason: 'It was not TASS.' });
  expect(await suggested(source)).toEqual(['ТАСС', 'Reuters']);
});

test('a publisher is spelled as it is here, and nobody is its own origin', async () => {
  const wire = await makeSource(ledger, { title: 'The wire', publisher: 'TASS' });
  const heir = await makeSource(ledger, { title: 'An heir', publisher: 'Reuters' });
  await makeSnapshot(ledger, heir, 'Сообщает ТАСС. Reuters reported it.');
  expect(await suggested(heir)).toEqual(['TASS']);
  await addReliance(ledger.actors.researcher, {
    ...{ sourceId: heir, kind: 'cites', origin: { sourceId: wire } },
  });
  expect(await suggested(heir)).toEqual([]);
});

test('what is dismissed is not suggested again, and the history says who dismissed it', async () => {
  const source = await makeSource(ledger, { title: 'A mention' });
  const other = await makeSource(ledger, { title: 'Another mention' });
  for (const id of [source, other]) await makeSnapshot(ledger, id, 'Сообщает ТАСС. Reuters reported it.');
  const { researcher, viewer } = ledger.actors;
  expect(
    await refusal(dismissOrigin(viewer, { sourceId: source, origin: { name: 'Reuters' } })),
  ).toMatchObject({
    code: 'forbidden',
  });
  const [name = ''] = await suggested(source);
  await dismissOrigin(researcher, { sourceId: source, origin: { name } });
  await dismissOrigin(researcher, { sourceId: source, origin: { name: name.toLowerCase() } });
  await makeSnapshot(ledger, source, 'According to TASS, more came. Reuters reported it.');
  expect(await suggested(source)).toEqual(['Reuters']);
  expect(await suggested(other)).toEqual([name, 'Reuters']);
  const events = await query<{ actor: string; action: string }>(
    Prisma.sql`SELECT actor, action FROM event WHERE entity = 'dismissed_origin' ORDER BY id`,
  );
  expect(events).toEqual([{ actor: researcher.name, action: 'create' }]);
});
