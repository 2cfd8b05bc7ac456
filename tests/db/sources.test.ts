import { beforeAll, describe, expect, test } from 'vitest';
import { ROLES, type Role } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { addReliance, removeReliance } from '#lib/lineage/mutations.ts';
import { editPublisher } from '#lib/publishers/mutations.ts';
import {
  addSource,
  deleteSource,
  editSource,
  findOrCreatePublisher,
  resolveSource,
  restoreSource,
} from '#lib/sources/mutations.ts';
import { findSourceByUrl, getSource } from '#lib/sources/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger, refusal, sourceForm } from '../support/ledger.ts';
import { addForm, editSourceForm, makeSource, sourceFields } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const as = (role: Role) => ledger.actors[role];
const why = 'because the test says so';

function eventsOf(entity: string, id: number) {
  return query<{
    action: string;
    version: number;
    actor: string;
    reason: string;
    changed: Record<string, unknown[]>;
  }>(
    Prisma.sql`SELECT action, version, actor, reason, changed FROM event WHERE entity = ${entity} AND entity_id = ${id} ORDER BY event.id`,
  );
}

describe('adding', () => {
  test('a source keeps what was typed, gets bounds and publisher, and one event', async () => {
    const id = await makeSource(ledger, {
      url: 'https://www.rg.ru/2024/08/19/ukaz.html?utm_source=tg',
      title: 'Указ № 702',
      publisher: 'Российская газета',
      kind: 'official',
      language: 'RU',
      publishedOn: '2024-08',
    });
    expect(await getSource(as('viewer'), id)).toMatchObject({
      url: 'https://www.rg.ru/2024/08/19/ukaz.html?utm_source=tg',
      title: 'Указ № 702',
      language: 'ru',
      publishedOn: '2024-08',
      publisher: {
        name: 'Российская газета',
        kind: 'government',
        reliability: 'F',
        network: null,
        sources: 1,
      },
      claims: 0,
      createdBy: 'The researcher',
      deleted: null,
      version: 1,
    });
    const row = await prisma().source.findUniqueOrThrow({ where: { id } });
    expect(row.urlKey).toBe('rg.ru/2024/08/19/ukaz.html');
    expect(row.publishedLower?.toISOString()).toBe('2024-08-01T00:00:00.000Z');
    expect(row.publishedUpper?.toISOString()).toBe('2024-08-31T00:00:00.000Z');
    expect(await eventsOf('source', id)).toMatchObject([
      { action: 'create', version: 1, actor: 'The researcher' },
    ]);
  });

  test('twenty people who add one address in other spellings at once get one source and one publisher', async () => {
    const spellings = [
      'https://tass.ru/a',
      'http://www.tass.ru/a/',
      'https://m.tass.ru/a?utm_source=x',
      'https://TASS.ru/a#top',
    ];
    const names = ['ТАСС', 'тасс', 'TASS', 'Tass'];
    const ids = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        transaction(as('researcher'), '', (tx) =>
          resolveSource(tx, as('researcher'), {
            create: sourceFields({
              url: spellings[index % 4] ?? '',
              publisher: names[(index >> 1) % 4] ?? '',
            }),
          }),
        ),
      ),
    );
    expect(new Set(ids).size).toBe(1);
    expect(await prisma().source.count({ where: { urlKey: 'tass.ru/a' } })).toBe(1);
    expect(await prisma().publisher.count({ where: { nameKey: 'tass' } })).toBe(1);
    expect(await findSourceByUrl(as('viewer'), 'https://tass.ru/a?fbclid=1')).toMatchObject({ id: ids[0] });
  });

  test('added by itself, a known address is refused and its source named', async () => {
    const id = await makeSource(ledger, { url: 'https://ria.ru/known', title: 'Known already' });
    const refused = await refusal(addSource(as('researcher'), addForm({ url: 'http://www.ria.ru/known/' })));
    expect(refused).toMatchObject({
      code: 'duplicate',
      fields: { url: expect.stringContaining(`source ${id}, “Known already”`) },
    });
  });

  test('documents without an address are never taken for one another', async () => {
    const [one, other] = [await makeSource(ledger, { url: '' }), await makeSource(ledger, { url: '' })];
    expect(one).not.toBe(other);
  });

  test('the same form sent ten times at once adds one source', async () => {
    const form = addForm({ title: 'Sent ten times' });
    const made = await Promise.all(Array.from({ length: 10 }, () => addSource(as('researcher'), form)));
    expect(new Set(made.map(({ id }) => id)).size).toBe(1);
    expect(await prisma().source.count({ where: { title: 'Sent ten times' } })).toBe(1);
  });

  test('a name without a letter makes no publisher', async () => {
    const made = transaction(as('researcher'), '', (tx) => findOrCreatePublisher(tx, '— !'));
    expect((await refusal(made)).code).toBe('invalid');
  });
});

describe('who may', () => {
  const least: Record<string, Role> = {
    add: 'researcher',
    edit: 'researcher',
    rely: 'researcher',
    unlink: 'researcher',
    delete: 'editor',
    restore: 'editor',
    grade: 'editor',
  };
  test.each(ROLES)('%s', async (role) => {
    const id = await makeSource(ledger, { publisher: `Press of ${role}` });
    const actor = as(role);
    const key = { id, version: 9, reason: why };
    const publisherId = (await getSource(actor, id)).publisher?.id ?? 0;
    const attempts: Record<string, () => Promise<unknown>> = {
      add: () => addSource(actor, addForm()),
      edit: () => editSource(actor, editSourceForm(id, 9)),
      rely: () => addReliance(actor, { sourceId: id, kind: 'cites', origin: { name: 'a lawyer' } }),
      unlink: () => removeReliance(actor, { ...key, id: 1_000_000 }),
      delete: () => deleteSource(actor, key),
      restore: () => restoreSource(actor, key),
      grade: () =>
        editPublisher(actor, {
          id: publisherId,
          version: 9,
          name: `Press of ${role}`,
          kind: 'other',
          country: null,
          parentId: null,
          reliability: 'B',
          reason: why,
        }),
    };
    for (const [name, attempt] of Object.entries(attempts)) {
      const code = await attempt().then(
        () => 'done',
        (error: unknown) => (error instanceof AppError ? error.code : 'bug'),
      );
      const allowed = ROLES.indexOf(role) >= ROLES.indexOf(least[name] ?? 'admin');
      expect([name, code]).toEqual([
        name,
        allowed ? expect.stringMatching(/^(done|conflict)$/) : 'forbidden',
      ]);
    }
  });
});

describe('editing', () => {
  test('writes one version with its event; the same again writes nothing', async () => {
    const id = await makeSource(ledger, { title: 'Befor' });
    const form = editSourceForm(id, 1, { title: 'Before', publishedOn: '2024', reason: 'a slip' });
    expect(await editSource(as('researcher'), form)).toEqual({ id, version: 2 });
    expect(await editSource(as('researcher'), { ...form, version: 2 })).toEqual({ id, version: 2 });
    const events = await eventsOf('source', id);
    expect(events.map((event) => [event.action, event.version, event.reason])).toEqual([
      ['create', 1, ''],
      ['update', 2, 'a slip'],
    ]);
    expect(events[1]?.changed).toMatchObject({ title: ['Befor', 'Before'], published_on: [null, '2024'] });
  });

  test('of twenty racing edits of one version one is accepted', async () => {
    const id = await makeSource(ledger);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        editSource(as('researcher'), editSourceForm(id, 1, { title: `Title ${index}` })),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(19);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' });
    expect((await getSource(as('viewer'), id)).version).toBe(2);
  });

  test('an address of another source is refused at its field; a deleted one holds nothing', async () => {
    const owner = await makeSource(ledger, { url: 'https://example.org/owned' });
    const id = await makeSource(ledger, { url: 'https://example.org/mine' });
    const form = editSourceForm(id, 1, { url: 'https://www.example.org/owned/' });
    expect(await refusal(editSource(as('researcher'), form))).toMatchObject({
      code: 'duplicate',
      fields: { url: expect.stringContaining(`source ${owner}`) },
    });
    await deleteSource(as('editor'), { id: owner, version: 1, reason: why });
    expect(await editSource(as('researcher'), form)).toEqual({ id, version: 2 });
  });

  test('a new title is found in the claims that rest on it', async () => {
    const id = await makeSource(ledger, { title: 'Nothing to see' });
    const claimId = await makeClaim(ledger, { source: { ...sourceForm(''), source: { id } } });
    await editSource(as('researcher'), editSourceForm(id, 1, { title: 'Переселение соотечественников' }));
    const found = await query(
      Prisma.sql`SELECT claim_id FROM claim_search WHERE claim_id = ${claimId} AND vector @@ search_word('pereselenie')`,
    );
    expect(found).toHaveLength(1);
  });
});
