import { expect, test } from 'vitest';
import { historyEntries, type RawEvent } from '#lib/history/changes.ts';
import { factHistory } from '#lib/history/fact-changes.ts';

const names = {
  topic: new Map(),
  claimant: new Map(),
  tag: new Map(),
  person: new Map(),
  source: new Map(),
  instrument: new Map(),
  article: new Map(),
  fact: new Map(),
};

function event(entity: RawEvent['entity'], version: number, row: RawEvent['row']): RawEvent {
  const action = row['gone'] === true ? 'remove' : 'update';
  const at = '2026-11-22T10:00:00.000Z';
  const rest = { id: '1', act: String(version), at, actor: 'Anna', entityId: 1, reason: '', changed: {} };
  return { ...rest, entity, version, action, row };
}

const differing = (newestFirst: RawEvent[]) =>
  historyEntries(newestFirst, names).flatMap(({ entity, version, differs }) =>
    entity === 'claim' && differs ? [version] : [],
  );

test('only versions that read otherwise than the claim now can be brought back', () => {
  const visa = { statement: 'A visa', status: 'false', updated_at: '1' };
  const changes = [
    event('claim', 4, { ...visa, updated_at: '4' }),
    event('claim', 3, { ...visa, status: 'true' }),
    event('evidence', 1, { stance: 'supports' }),
    event('claim', 2, { ...visa, updated_at: '2' }),
    event('claim', 1, { ...visa, statement: 'A vis' }),
  ];
  expect(differing(changes)).toEqual([3, 1]);
});

test('a value counts with the version that it was written for', () => {
  const claim = (version: number) => event('claim', version, { statement: 'A visa' });
  const value = (version: number, row: RawEvent['row']) => event('value', version, { fact_id: 1, ...row });
  const given = { canonical: '2 years' };
  expect(differing([value(2, given), claim(2), claim(1)])).toEqual([1]);
  expect(differing([value(3, { gone: true }), claim(3), value(2, given), claim(2), claim(1)])).toEqual([2]);
});

test('a fact that was only retired and reinstated has no version to bring back', () => {
  const asked = { question: 'How long?', type: 'duration', retired_at: null };
  const of = (version: number, row: Record<string, unknown>, changed: Record<string, unknown[]> = {}) => ({
    ...{ id: String(version), at: '2026-11-22T10:00:00.000Z', actor: 'Anna', action: 'update' as const },
    ...{ version, reason: '', changed, row },
  });
  const history = factHistory([
    of(4, asked, { retired_at: ['2026-11-21', null] }),
    of(3, { ...asked, retired_at: '2026-11-21' }, { retired_at: [null, '2026-11-21'] }),
    of(2, asked, { question: ['How many?', 'How long?'] }),
    of(1, { ...asked, question: 'How many?' }),
  ]);
  expect(history.map(({ deed, differs }) => [deed, differs])).toEqual([
    ['Reinstated', false],
    ['Retired', false],
    ['Changed', false],
    ['Changed', true],
  ]);
});
