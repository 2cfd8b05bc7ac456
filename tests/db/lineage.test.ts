import { beforeAll, describe, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import type { Role } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { attachEvidence } from '#lib/evidence/mutations.ts';
import { listPublisherHistory } from '#lib/history/source-queries.ts';
import { addReliance, removeReliance } from '#lib/lineage/mutations.ts';
import { sourceLineage } from '#lib/lineage/queries.ts';
import { addRelianceInput } from '#lib/lineage/schema.ts';
import { editPublisher } from '#lib/publishers/mutations.ts';
import { getPublisher, searchPublishers } from '#lib/publishers/queries.ts';
import { deleteSource } from '#lib/sources/mutations.ts';
import { getSource } from '#lib/sources/queries.ts';
import { editPublisherInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger, refusal, sourceForm } from '../support/ledger.ts';
import { evidenceFor, makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const as = (role: Role) => ledger.actors[role];
const why = 'because the test says so';
const rely = (sourceId: number, origin: number | string, kind: 'cites' | 'translates' = 'cites') =>
  addReliance(
    as('researcher'),
    addRelianceInput.parse({
      sourceId,
      kind,
      origin: typeof origin === 'number' ? { sourceId: origin } : { name: origin },
    }),
  );
const several = (count: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) => makeSource(ledger, { title: `Document ${index}` })),
  );

describe('reliance', () => {
  test('shows from both ends, and the origins behind it', async () => {
    const [act = 0, wire = 0, paper = 0, blog = 0] = await several(4);
    await rely(wire, act, 'translates');
    await rely(paper, wire);
    await rely(blog, paper);
    await rely(blog, 'Юрист из Москвы');
    const lineage = await sourceLineage(as('viewer'), blog);
    expect(lineage.reliesOn).toMatchObject([
      { kind: 'cites', source: { id: paper, deleted: false }, name: null },
      { kind: 'cites', source: null, name: 'Юрист из Москвы' },
    ]);
    expect(lineage.origins).toMatchObject([
      { source: { id: act } },
      { source: null, name: 'Юрист из Москвы' },
    ]);
    const origin = await sourceLineage(as('viewer'), act);
    expect(origin).toMatchObject({
      reliesOn: [],
      origins: [],
      reliedOnBy: [{ kind: 'translates', source: { id: wire } }],
    });
    expect(await getSource(as('viewer'), wire)).toMatchObject({ reliesOn: 1, reliedOnBy: 1 });
  });

  test('the same link twice is refused, a name in any spelling included', async () => {
    const [one = 0, other = 0] = await several(2);
    await rely(one, other);
    await rely(one, 'Ирина Волк');
    expect((await refusal(rely(one, other))).code).toBe('duplicate');
    expect((await refusal(rely(one, 'irina volk'))).code).toBe('duplicate');
  });

  test('cannot go round in a circle, short or long, and the way round is told', async () => {
    const [a = 0, b = 0, c = 0, d = 0] = await several(4);
    expect((await refusal(rely(a, a))).message).toBe('A source cannot rely on itself.');
    await rely(b, a);
    await rely(c, b);
    await rely(d, c);
    await rely(d, a);
    const refused = await refusal(rely(a, d));
    expect(refused).toMatchObject({
      code: 'invalid',
      fields: { origin: 'It goes back to this source itself.' },
    });
    expect(refused.message).toBe('That would go round in a circle: “Document 3” → “Document 0”.');
    expect((await refusal(rely(a, c))).message).toContain('“Document 2” → “Document 1” → “Document 0”');
  });

  test('a link that was taken back closes no circle any more', async () => {
    const [a = 0, b = 0] = await several(2);
    const link = await rely(b, a);
    await removeReliance(as('researcher'), { id: link.id, version: 1, reason: why });
    await rely(a, b);
    expect(
      (await refusal(removeReliance(as('researcher'), { id: link.id, version: 2, reason: why }))).code,
    ).toBe('conflict');
    const events = await query(
      Prisma.sql`SELECT action, reason FROM event WHERE entity = 'reliance' AND entity_id = ${link.id} ORDER BY id`,
    );
    expect(events).toMatchObject([{ action: 'create' }, { action: 'delete', reason: why }]);
  });

  test('of links that close a circle together and come at once, one is refused', async () => {
    for (let round = 0; round < 10; round++) {
      const ring = await several(4);
      const outcomes = await Promise.allSettled(
        ring.map((id, index) => rely(id, ring[(index + 1) % ring.length] ?? 0)),
      );
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(3);
    }
  });

  test('needs both ends, and a name that is one', async () => {
    const [gone = 0, here = 0] = await several(2);
    await deleteSource(as('editor'), { id: gone, version: 1, reason: why });
    expect((await refusal(rely(here, gone))).code).toBe('not_found');
    expect((await refusal(rely(gone, here))).code).toBe('not_found');
    expect(
      addRelianceInput.safeParse({ sourceId: here, kind: 'cites', origin: { name: ' — ' } }).success,
    ).toBe(false);
  });

  test('a network with four million ways through it is answered', async () => {
    const layers = await Promise.all(Array.from({ length: 12 }, () => several(4)));
    for (const [index, layer] of layers.slice(1).entries())
      for (const id of layer) for (const origin of layers[index] ?? []) await rely(id, origin);
    expect((await sourceLineage(as('viewer'), layers[11]?.[0] ?? 0)).origins).toHaveLength(4);
    await expect(rely(layers[0]?.[0] ?? 0, layers[11]?.[0] ?? 0)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('makes retellings of one origin count once', async () => {
    const [one = 0, other = 0, origin = 0] = await several(3);
    const claimId = await makeClaim(ledger, { source: { ...sourceForm(''), source: { id: one } } });
    await attachEvidence(as('researcher'), evidenceFor(claimId, other));
    expect((await getClaim(as('viewer'), claimId)).independentOrigins).toBe(2);
    await rely(one, origin);
    await rely(other, origin);
    expect((await getClaim(as('viewer'), claimId)).independentOrigins).toBe(1);
    expect(await sourceLineage(as('viewer'), one)).toMatchObject({
      claimTotal: 1,
      claims: [{ stance: 'supports', claim: { id: claimId, status: 'unverified' } }],
    });
  });
});

describe('publishers', () => {
  async function publisher(name: string): Promise<number> {
    const id = await makeSource(ledger, { publisher: name });
    return (await getSource(as('viewer'), id)).publisher?.id ?? 0;
  }
  const form = (id: number, version: number, changes: object) =>
    editPublisherInput.parse({
      id,
      version,
      name: `Press ${id}`,
      kind: 'newspaper',
      country: '',
      parentId: null,
      reliability: 'F',
      reason: '',
      ...changes,
    });
  const edit = (id: number, version: number, changes: object) =>
    editPublisher(as('editor'), form(id, version, changes));

  test('a new grade needs a reason; the rest does not', async () => {
    const id = await publisher('Gazette of grades');
    expect(await edit(id, 1, { name: 'Gazette', country: 'de' })).toEqual({ id, version: 2 });
    const refused = await refusal(edit(id, 2, { name: 'Gazette', country: 'DE', reliability: 'B' }));
    expect(refused).toMatchObject({ code: 'invalid', fields: { reason: 'Say why the grade changes.' } });
    await edit(id, 2, { name: 'Gazette', country: 'DE', reliability: 'B', reason: 'ten checks, ten right' });
    expect(await edit(id, 3, { name: 'Gazette', country: 'DE', reliability: 'B' })).toEqual({
      id,
      version: 3,
    });
    const [graded] = await listPublisherHistory(as('viewer'), id);
    expect(graded).toMatchObject({
      reason: 'ten checks, ten right',
      version: 3,
      changes: [{ label: 'Reliability', from: 'F · Cannot be judged', to: 'B · Usually reliable' }],
    });
    expect(await getPublisher(as('viewer'), id)).toMatchObject({
      name: 'Gazette',
      country: 'DE',
      reliability: 'B',
      kind: 'newspaper',
      sources: 1,
      version: 3,
    });
  });

  test('a name that another has, in whatever script, is refused at its field', async () => {
    const id = await publisher('Издание первое');
    await publisher('Московский комсомолец');
    const refused = await refusal(edit(id, 1, { name: 'Moskovskii komsomolets' }));
    expect(refused).toMatchObject({
      code: 'duplicate',
      fields: { name: expect.stringContaining('Московский комсомолец') },
    });
  });

  test('an old version does not overwrite a newer one', async () => {
    const id = await publisher('Versions Daily');
    await edit(id, 1, { name: 'Versions Weekly' });
    expect((await refusal(edit(id, 1, { name: 'Versions Monthly' }))).code).toBe('conflict');
    expect((await refusal(edit(3_000_000, 1, {}))).code).toBe('not_found');
  });

  test('networks cannot go round in a circle, also when both ends close it at once', async () => {
    const [a, b, c] = [await publisher('Net A'), await publisher('Net B'), await publisher('Net C')];
    expect((await refusal(edit(a, 1, { parentId: a }))).fields['parentId']).toBe(
      'A publisher is not its own network.',
    );
    await edit(b, 1, { parentId: a });
    await edit(c, 1, { parentId: b });
    expect((await refusal(edit(a, 1, { parentId: c }))).fields['parentId']).toContain(
      'belongs to this publisher',
    );
    expect((await refusal(edit(a, 1, { parentId: 3_000_000 }))).code).toBe('invalid');
    for (let round = 0; round < 8; round++) {
      const [one, other] = [await publisher(`One of ${round}`), await publisher(`Other of ${round}`)];
      const outcomes = await Promise.allSettled([
        edit(one, 1, { parentId: other }),
        edit(other, 1, { parentId: one }),
      ]);
      expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    }
  });

  test('outlets of one network are one voice', async () => {
    const sources = [
      await makeSource(ledger, { publisher: 'Outlet east' }),
      await makeSource(ledger, { publisher: 'Outlet west' }),
    ];
    const claimId = await makeClaim(ledger, {
      source: { ...sourceForm(''), source: { id: sources[0] ?? 0 } },
    });
    await attachEvidence(as('researcher'), evidenceFor(claimId, sources[1] ?? 0));
    expect((await getClaim(as('viewer'), claimId)).independentOrigins).toBe(2);
    const network = await publisher('The network');
    for (const name of ['Outlet east', 'Outlet west']) {
      const [found] = await searchPublishers(as('viewer'), name);
      await edit(found?.id ?? 0, 1, { name, parentId: network });
    }
    expect((await getClaim(as('viewer'), claimId)).independentOrigins).toBe(1);
    expect((await getPublisher(as('viewer'), network)).outletList.map((outlet) => outlet.name)).toEqual([
      'Outlet east',
      'Outlet west',
    ]);
  });
});
