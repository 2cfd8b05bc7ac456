import { expect, test } from 'vitest';
import { factConflicts } from '#lib/facts/conflicts.ts';
import { type SaidFact, type SaidValue, sheetFact } from '#lib/facts/sheet.ts';
import type { OriginItem } from '#lib/facts/weighing.ts';
import { WEIGHTS, type Weights } from '#lib/facts/weights.ts';
import { changesOf, readWeights, weightAt } from '#lib/facts/what-if.ts';

function origin(voice: string, reliability: OriginItem['reliability'], against = false): OriginItem {
  return { voice, label: voice, reliability, credibility: 6, directness: 'report', against, relayed: false };
}

function value(canonical: string, origins: OriginItem[], more: Partial<SaidValue> = {}): SaidValue {
  return {
    state: 'known',
    canonical,
    qualifier: null,
    unit: null,
    measure: null,
    validFrom: null,
    validTo: null,
    dates: [],
    claimCount: 1,
    claims: [{ id: 1, statement: canonical, status: 'unverified' }],
    supports: 1,
    refutes: 0,
    supportingOrigins: origins.filter(({ against }) => !against).length,
    refutingOrigins: origins.filter(({ against }) => against).length,
    supportingPublishers: [],
    refutingPublishers: [],
    statuses: ['unverified'],
    origins,
    reports: [],
    ...more,
  };
}

function fact(id: number, slug: string, values: SaidValue[]): SaidFact {
  return {
    id,
    slug,
    question: `${slug}?`,
    type: 'text',
    series: false,
    unit: null,
    options: [],
    description: '',
    retired: false,
    values,
  };
}

const FACTS = [
  fact(1, 'a.settled', [value('x', [origin('p', 'C'), origin('q', 'C')])]),
  fact(2, 'a.light', [value('x', [origin('p', 'F')]), value('y', [origin('q', 'F')])]),
  fact(3, 'b.heavy', [value('x', [origin('p', 'C'), origin('r', 'B', true)])]),
  fact(4, 'b.none', []),
];

const factsOf = (weights?: Weights) => FACTS.map((fact) => sheetFact(fact, weights));

test('the address changes a weight, and tells what would change by it', () => {
  const { weights, tried, problems } = readWeights({ 'reliability.C': '1', show: 'open' });
  expect({ tried, problems }).toEqual({ tried: true, problems: [] });
  expect(weights.reliability).toEqual({ ...WEIGHTS.reliability, C: 1 });
  const changes = changesOf(factsOf(), factsOf(weights));
  expect(changes.map(({ slug, from, to }) => `${slug}: ${from.state} to ${to.state}`)).toEqual([
    'a.settled: settled to open',
    'b.heavy: contested to open',
  ]);
  expect(changesOf(factsOf(), factsOf())).toEqual([]);
});

test('weights in force, as the form shows them, change nothing', () => {
  const same = readWeights({ settledShare: '0.6667', 'reliability.A': '5', failedFactor: '' });
  expect(same).toEqual({ weights: WEIGHTS, tried: false, problems: [] });
  expect(weightAt(WEIGHTS, 'directness.text')).toBe(3);
});

test('what is no weight is told and left out', () => {
  const { weights, problems } = readWeights({ 'credibility.1': 'much', settledWeight: '-1' });
  expect(weights).toEqual(WEIGHTS);
  expect(problems).toEqual([
    'credibility.1: “much” is not a number from 0 to 100.',
    'settledWeight: “-1” is not a number from 0 to 100.',
  ]);
  expect(readWeights({ contestedShare: '0.9' })).toMatchObject({ weights: WEIGHTS, tried: false });
});

test('conflicts stand by the weight on the smaller side, and what nobody opposes is none', () => {
  const conflicts = factConflicts(factsOf());
  expect(conflicts.map(({ fact: { slug }, weight, origins }) => [slug, weight, origins])).toEqual([
    ['b.heavy', 3, 2],
    ['a.light', 1, 1],
  ]);
});
