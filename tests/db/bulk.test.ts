import { beforeAll, describe, expect, test } from 'vitest';
import { changeSelected } from '#lib/claims/bulk-mutations.ts';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { changeStatus, deleteClaim, editClaim } from '#lib/claims/mutations.ts';
import { type BulkChangeInput, bulkChangeInput } from '#lib/claims/schema.ts';
import { undoBulkChange } from '#lib/claims/undo-mutations.ts';
import { Prisma, prisma, query } from '#lib/core/db.ts';
import { ownDatabase } from '../support/database.ts';
import {
  claimRowOf,
  editForm,
  eventsOf,
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

function change(input: BulkChangeInput) {
  return changeSelected(ledger.actors.researcher, bulkChangeInput.parse(input));
}

const reason = 'checked against the decree';
const claims = (count: number) => Promise.all(Array.from({ length: count }, () => makeClaim(ledger)));
const versions = async (ids: number[]) =>
  (await Promise.all(ids.map(claimRowOf))).map((claim) => claim.version);

describe('a selection', () => {
  test('of forty claims changes with one reason, each with its event, in one transaction', async () => {
    const ids = await claims(40);
    const result = await change({
      selection: { ids },
      change: { field: 'priority', priority: 'urgent' },
      reason,
    });
    expect(result).toMatchObject({ changed: 40, unchanged: 0 });
    const events = await prisma().event.findMany({
      where: { entity: 'claim', entityId: { in: ids }, version: 2 },
    });
    expect(events).toHaveLength(40);
    expect(new Set(events.map((event) => event.tx)).size).toBe(1);
    expect(new Set(events.map((event) => event.reason))).toEqual(new Set([reason]));
  });

  test('leaves what has the value already at its version', async () => {
    const [first = 0, second = 0] = await claims(2);
    await change({
      selection: { ids: [first] },
      change: { field: 'topic', topicId: ledger.topics.decree },
      reason,
    });
    const both = await change({
      selection: { ids: [first, second] },
      change: { field: 'topic', topicId: ledger.topics.decree },
      reason,
    });
    expect(both).toMatchObject({ changed: 1, unchanged: 1 });
    expect(await versions([first, second])).toEqual([2, 2]);
  });

  test('with a claim that was deleted meanwhile changes nothing', async () => {
    const ids = await claims(3);
    await deleteClaim(ledger.actors.editor, { id: ids[1] ?? 0, version: 1, reason: 'a duplicate' });
    const refused = await refusal(
      change({ selection: { ids }, change: { field: 'priority', priority: 'high' }, reason }),
    );
    expect(refused.code).toBe('conflict');
    expect(await versions(ids)).toEqual([1, 2, 1]);
  });

  test('by a filter takes exactly what was on the screen, or nothing', async () => {
    const ids = await claims(4);
    await change({ selection: { ids }, change: { field: 'tags', add: ['the four'], remove: [] }, reason });
    const [left = 0] = ids;
    const selection = { query: '?tag=the-four', except: [left], expected: 3 };
    const wrong = await refusal(
      change({
        selection: { ...selection, expected: 2 },
        change: { field: 'priority', priority: 'low' },
        reason,
      }),
    );
    expect([wrong.code, wrong.message]).toEqual([
      'conflict',
      'The selection changed: 3 claims now, 2 before. Nothing was changed.',
    ]);
    const unknown = await refusal(
      change({
        selection: { ...selection, query: '?tag=no-such-tag' },
        change: { field: 'priority', priority: 'low' },
        reason,
      }),
    );
    expect(unknown.code).toBe('invalid');
    expect(await versions(ids)).toEqual([2, 2, 2, 2]);
    expect(await change({ selection, change: { field: 'priority', priority: 'low' }, reason })).toMatchObject(
      { changed: 3 },
    );
    expect(await versions(ids)).toEqual([2, 3, 3, 3]);
  });
});

describe('each field', () => {
  test('a verdict takes the reason as its rationale only where there is none', async () => {
    const [with1 = 0, without = 0] = await claims(2);
    await changeStatus(ledger.actors.researcher, {
      id: with1,
      version: 1,
      status: 'mixed',
      rationale: 'Half of it holds.',
    });
    await change({
      selection: { ids: [with1, without] },
      change: { field: 'status', status: 'false' },
      reason,
    });
    expect((await claimRowOf(with1)).rationale).toBe('Half of it holds.');
    expect((await claimRowOf(without)).rationale).toBe(reason);
    const [open = 0] = await claims(1);
    await change({ selection: { ids: [open] }, change: { field: 'status', status: 'in_review' }, reason });
    expect((await claimRowOf(open)).rationale).toBe('');
  });

  test('tags are added and taken, the others kept in their order', async () => {
    const ids = await Promise.all([
      makeClaim(ledger, { tags: ['b', 'a', 'c'] }),
      makeClaim(ledger, { tags: ['x'] }),
    ]);
    const a = await prisma().tag.findUniqueOrThrow({ where: { slug: 'a' } });
    await change({
      selection: { ids },
      change: { field: 'tags', add: ['Х новый', 'b'], remove: [a.id] },
      reason,
    });
    const slugs = async (id: number) => {
      const { tagIds } = await claimRowOf(id);
      const tags = await prisma().tag.findMany({ where: { id: { in: tagIds } } });
      return tagIds.map((tag) => tags.find((row) => row.id === tag)?.slug);
    };
    expect(await slugs(ids[0])).toEqual(['b', 'c', 'х-новый']);
    expect(await slugs(ids[1])).toEqual(['x', 'х-новый', 'b']);
  });

  test('an assignee is given and taken; somebody who may not work on claims is refused at the field', async () => {
    const ids = await claims(2);
    const { editor, viewer } = ledger.actors;
    await change({ selection: { ids }, change: { field: 'assignee', assigneeId: editor.id }, reason });
    expect((await getClaim(viewer, ids[0] ?? 0)).assignee?.name).toBe('The editor');
    expect(
      await change({ selection: { ids }, change: { field: 'assignee', assigneeId: null }, reason }),
    ).toMatchObject({ changed: 2 });
    const refused = await refusal(
      change({ selection: { ids }, change: { field: 'assignee', assigneeId: viewer.id }, reason }),
    );
    expect(Object.keys(refused.fields)).toEqual(['change.assigneeId']);
    const topic = await refusal(
      change({ selection: { ids }, change: { field: 'topic', topicId: 999_999 }, reason }),
    );
    expect(Object.keys(topic.fields)).toEqual(['change.topicId']);
  });
});

describe('undoing', () => {
  test('brings every claim back to what it was, as a new version', async () => {
    const [a = 0, b = 0] = await claims(2);
    await changeStatus(ledger.actors.researcher, {
      id: b,
      version: 1,
      status: 'disputed',
      rationale: 'Two reports.',
    });
    const { act } = await change({
      selection: { ids: [a, b] },
      change: { field: 'status', status: 'true' },
      reason,
    });
    expect(await undoBulkChange(ledger.actors.researcher, { act: act ?? '', reason: '' })).toMatchObject({
      changed: 2,
    });
    expect(await claimRowOf(a)).toMatchObject({ status: 'unverified', rationale: '', version: 3 });
    expect(await claimRowOf(b)).toMatchObject({ status: 'disputed', rationale: 'Two reports.', version: 4 });
    expect((await eventsOf(a)).at(-1)).toMatchObject({ reason: 'Undid a bulk change' });
  });

  test('of tags and assignees works too, and not after somebody changed one of the claims', async () => {
    const ids = [await makeClaim(ledger, { tags: ['kept'] }), await makeClaim(ledger)];
    const tagged = await change({
      selection: { ids },
      change: { field: 'tags', add: ['extra'], remove: [] },
      reason,
    });
    const before = await Promise.all(ids.map(claimRowOf));
    await undoBulkChange(ledger.actors.editor, {
      act: tagged.act ?? '0',
      reason: 'a slip',
    });
    const after = await Promise.all(ids.map(claimRowOf));
    expect(before.map((claim) => claim.tagIds.length)).toEqual([2, 1]);
    expect(after.map((claim) => claim.tagIds.length)).toEqual([1, 0]);
    const assigned = await change({
      selection: { ids },
      change: { field: 'assignee', assigneeId: ledger.actors.editor.id },
      reason,
    });
    await changeStatus(ledger.actors.researcher, {
      id: ids[0] ?? 0,
      version: 4,
      status: 'in_review',
      rationale: '',
    });
    const refused = await refusal(
      undoBulkChange(ledger.actors.editor, { act: assigned.act ?? '0', reason: '' }),
    );
    expect(refused.code).toBe('conflict');
    expect((await claimRowOf(ids[1] ?? 0)).assigneeId).toBe(ledger.actors.editor.id);
  });
});

test('what is no bulk change cannot be undone as one', async () => {
  const [id = 0] = await claims(1);
  await editClaim(ledger.actors.editor, editForm(ledger, id, 1, { statement: 'Another.' }));
  const [event] = await query<{ tx: string }>(
    Prisma.sql`SELECT tx::text FROM event WHERE entity = 'claim' AND entity_id = ${id} AND version = 2`,
  );
  for (const act of [event?.tx ?? '0', '1'])
    expect((await refusal(undoBulkChange(ledger.actors.editor, { act, reason: '' }))).code).toBe('not_found');
});

test('of twenty bulk changes at once over the same claims each is whole', async () => {
  const ids = await claims(10);
  const priorities = ['low', 'high', 'urgent', 'normal'] as const;
  const results = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      change({
        selection: { ids: n % 2 ? ids : ids.toReversed() },
        change: { field: 'priority', priority: priorities[n % 4] ?? 'low' },
        reason,
      }),
    ),
  );
  const rows = await Promise.all(ids.map(claimRowOf));
  expect(new Set(rows.map((claim) => claim.priority)).size).toBe(1);
  const written = results.filter((result) => result.changed > 0);
  expect(written.map((result) => result.changed)).toEqual(written.map(() => 10));
  expect(new Set(rows.map((claim) => claim.version))).toEqual(new Set([written.length + 1]));
});
