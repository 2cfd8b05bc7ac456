import { expect, test } from 'vitest';
import { actsOf } from '#components/claims/claim-view/acts.ts';
import type { HistoryEntry } from '#lib/history/schema.ts';

function entry(act: string, changes: Partial<HistoryEntry>): HistoryEntry {
  return {
    id: '1',
    act,
    at: '2026-11-22T10:00:00.000Z',
    actor: 'Anna',
    entity: 'claim',
    entityId: 1,
    action: 'update',
    version: 2,
    reason: 'because',
    subject: null,
    changes: [],
    differs: false,
    ...changes,
  };
}

const change = (label: string) => ({ field: label, label, from: 'a', to: 'b', long: false });

test('events of one transaction are one act, in the order they happened', () => {
  const acts = actsOf([
    entry('3', { entity: 'evidence', action: 'create', version: 1 }),
    entry('2', { entity: 'value', version: 4 }),
    entry('2', { version: 7, changes: [change('Status')] }),
    entry('1', { action: 'create', version: 1 }),
  ]);
  expect(acts.map(({ title, version, entries }) => [title, version, entries.length])).toEqual([
    ['attached a source', null, 1],
    ['changed the status and the value', 7, 2],
    ['logged the claim', 1, 1],
  ]);
  expect(acts[1]).toMatchObject({ actor: 'Anna', reason: 'because' });
  expect(acts[1]?.entries.map((one) => one.entity)).toEqual(['claim', 'value']);
});

test.each([
  [['Status'], 'changed the status'],
  [['Status', 'Rationale'], 'changed the status and the rationale'],
  [['Claimed on', 'Topic', 'Tags'], 'changed the date, the topic and the tags'],
  [['Status', 'Topic', 'Tags', 'Priority'], 'changed 4 fields'],
  [[], 'changed the claim'],
])('%j is told as “%s”', (labels, title) => {
  expect(actsOf([entry('1', { changes: labels.map(change) })])[0]?.title).toBe(title);
});

test('a claim that was logged whole says with what', () => {
  const source = entry('1', { entity: 'evidence', action: 'create' });
  const acts = actsOf([
    source,
    source,
    entry('1', { entity: 'value', action: 'create' }),
    entry('1', { action: 'create' }),
  ]);
  expect(acts.map((act) => act.title)).toEqual(['logged the claim with a value and 2 sources']);
});

test.each([
  ['delete', 'deleted the claim'],
  ['restore', 'restored the claim'],
] as const)('%s is told as “%s”', (action, title) => {
  expect(actsOf([entry('1', { action })])[0]?.title).toBe(title);
});
