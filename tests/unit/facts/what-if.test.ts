import { expect, test } from 'vitest';
import { factConflicts } from '#lib/facts/conflicts.ts';
import { type SaidValue, sheetFact } from '#lib/facts/sheet.ts';
import type { OriginItem } from '#lib/facts/weighing.ts';
import { WEIGHTS, type Weights } from '#lib/facts/weights.ts';
import { changesOf, readWeights, weightAt } from '#lib/facts/what-if.ts';
import { origin, saidFact, saidValue } from '../../support/said.ts';

const from = (voice: string, reliability: OriginItem['reliability'], against = false) =>
  origin(voice, { reliability, against });

function value(canonical: string, origins: OriginItem[]): SaidValue {
  const refuting = origins.filter(({ against }) => against).length;
  return saidValue(canonical, {
    origins,
    supportingOrigins: origins.length - refuting,
    refutingOrigins: refuting,
  });
}

const fact = (id: number, slug: string, values: SaidValue[]) => saidFact(slug, values, { id });

const FACTS = [
  fact(1, 'a.settled', [value('x', [from('p', 'C'), from('q', 'C')])]),
  fact(2, 'a.light', [value('x', [from('p', 'F')]), value('y', [from('q', 'F')])]),
  fact(3, 'b.heavy', [value('x', [from('p', 'C'), from('r', 'B', true)])]),
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
