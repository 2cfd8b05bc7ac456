import { expect, test } from 'vitest';
import { namedPublishers, type RawSourceEvent, sourceHistoryEntry } from '#lib/history/source-changes.ts';

const event = (changes: Partial<RawSourceEvent>): RawSourceEvent => ({
  id: '1',
  at: '2026-11-22T10:00:00.000Z',
  actor: 'The editor',
  entity: 'source',
  action: 'update',
  version: 2,
  reason: 'a slip',
  changed: {},
  manner: null,
  subject: null,
  reversed: false,
  ...changes,
});
const names = new Map([[7, 'TASS']]);

test('the fields of a source are told in words, names instead of ids', () => {
  const changed = {
    title: ['Befor', 'Before'],
    publisher_id: [null, 7],
    kind: ['law_firm', 'newswire'],
    language: ['ru', null],
    title_exact: [true, false],
    published_on: [null, '2024-08'],
    published_lower: [null, '2024-08-01'],
    url_key: ['a', 'b'],
  };
  const entry = sourceHistoryEntry(event({ changed }), names);
  expect(entry).toMatchObject({ deed: 'Changed', version: 2, reason: 'a slip', subject: null });
  expect(entry.changes.map(({ label, from, to }) => [label, from, to])).toEqual([
    ['Title', 'Befor', 'Before'],
    ['Title', 'the page’s own', 'describes the page'],
    ['Publisher', null, 'TASS'],
    ['Kind', 'Law firm', 'Newswire'],
    ['Language', 'Russian', null],
    ['Published', null, '2024-08'],
  ]);
  expect(namedPublishers([event({ changed }), event({ changed: { parent_id: [7, 9] } })])).toEqual([7, 9]);
});

test('a grade is told with its meaning', () => {
  const entry = sourceHistoryEntry(
    event({ entity: 'publisher', changed: { reliability: ['F', 'B'] } }),
    names,
  );
  expect(entry.changes).toMatchObject([
    { label: 'Reliability', from: 'F · Cannot be judged', to: 'B · Usually reliable' },
  ]);
});

test.each([
  [{ action: 'create' }, 'Added'],
  [{ action: 'delete' }, 'Deleted'],
  [{ action: 'restore' }, 'Restored'],
  [{ entity: 'reliance', action: 'create', manner: 'translates' }, 'That it translates, added'],
  [{ entity: 'reliance', action: 'delete', manner: 'cites' }, 'That it cites, taken back'],
  [
    { entity: 'reliance', action: 'create', manner: 'cites', reversed: true },
    'That another source cites it, added',
  ],
  [{ entity: 'evidence', action: 'create', manner: 'refutes' }, 'Put under the claim (refutes)'],
  [{ entity: 'evidence', action: 'delete', manner: 'refutes' }, 'Taken from the claim'],
] satisfies [Partial<RawSourceEvent>, string][])('%j is “%s”', (changes, deed) => {
  const entry = sourceHistoryEntry(event(changes), names);
  expect(entry.deed).toBe(deed);
  expect(entry.version).toBe('entity' in changes ? null : 2);
});
