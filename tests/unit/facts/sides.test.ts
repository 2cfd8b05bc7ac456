import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparableOf, contradicts, saysMore } from '#lib/facts/agreement.ts';
import { sidesWithin } from '#lib/facts/sides.ts';
import { QUALIFIERS } from '#lib/facts/vocabulary.ts';
import {
  byGrades,
  byKin,
  byWeight,
  type OriginItem,
  type OriginWeight,
  ownSides,
  type Sides,
  type WeighedInput,
} from '#lib/facts/weighing.ts';
import { DIRECTNESSES, WEIGHTS } from '#lib/facts/weights.ts';
import { RELIABILITIES } from '#lib/sources/vocabulary.ts';

const FACT = { type: 'number', series: false } as const;

const item: fc.Arbitrary<OriginItem> = fc.record({
  voice: fc.constantFrom(...'abcdefgh'),
  label: fc.constantFrom('One', 'Two'),
  reliability: fc.constantFrom(...RELIABILITIES),
  credibility: fc.constantFrom(1, 2, 3, 4, 5, 6),
  directness: fc.constantFrom(...DIRECTNESSES),
  against: fc.boolean(),
  relayed: fc.boolean(),
});

const input: fc.Arbitrary<WeighedInput> = fc
  .record({
    state: fc.constantFrom('known' as const, 'known' as const, 'unknown' as const, 'none' as const),
    number: fc.integer({ min: 1, max: 12 }),
    qualifier: fc.constantFrom(null, ...QUALIFIERS),
    dates: fc.uniqueArray(fc.constantFrom('2024', '2024-05', '2025', '2025-03-24'), { maxLength: 2 }),
    fails: fc.boolean(),
    origins: fc.array(item, { maxLength: 6 }),
  })
  .map(({ state, number, qualifier, ...rest }) => ({
    ...rest,
    state,
    canonical: state === 'known' ? String(number) : null,
    text: `${qualifier ?? ''} ${state === 'known' ? number : state}`,
    qualifier: state === 'known' ? qualifier : null,
    unit: null,
    measure: null,
    validFrom: null,
    validTo: null,
    claimCount: 1,
    statuses: [],
  }));

/** The rule, value by value and voice by voice, with no order made beforehand. */
function sidesByPairs(inputs: readonly WeighedInput[], place: number): Sides {
  const compared = inputs.map((each) => comparableOf(FACT, each));
  const own = inputs.map((each) => ownSides(each, WEIGHTS));
  const [me, mine] = [compared[place], own[place]];
  if (!me || !mine) throw new Error('no such value');
  const kin = new Map<string, OriginWeight>();
  const against = new Map(mine.opponents.map((each) => [each.voice, each]));
  const placed = new Set([...mine.supporters, ...mine.opponents, ...mine.torn].map(({ voice }) => voice));
  const torn = new Set(mine.torn.map(({ voice }) => voice));
  inputs.forEach(({ text: said }, at) => {
    const other = compared[at];
    if (at === place || !other) return;
    const more = saysMore(FACT, other, me);
    for (const each of own[at]?.supporters ?? []) {
      if (contradicts(FACT, me, other) && !torn.has(each.voice)) {
        const former = against.get(each.voice);
        if (!former || (each.weight - former.weight || byGrades(former, each)) > 0)
          against.set(each.voice, each);
      }
      if (placed.has(each.voice) || !(more || saysMore(FACT, me, other))) continue;
      const weight = each.weight * WEIGHTS.lessExactFactor;
      const heard = more ? { ...each, said } : { ...each, weight, official: false, said, lent: true };
      const former = kin.get(each.voice);
      if (!former || byKin(heard, former) < 0) kin.set(each.voice, heard);
    }
  });
  const supporters = [...mine.supporters, ...kin.values()].sort(byWeight);
  const both = new Set(supporters.map(({ voice }) => voice).filter((voice) => against.has(voice)));
  const only = (side: OriginWeight[]) => side.filter(({ voice }) => !both.has(voice));
  return {
    supporters: only(supporters),
    opponents: only([...against.values()].sort(byWeight)),
    torn: [...mine.torn, ...supporters.filter(({ voice }) => both.has(voice))].sort(byWeight),
  };
}

test('a value’s sides, taken along one order of all voices, are those of comparing every pair', () => {
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 7 }), (inputs) => {
      const group = inputs.map((each) => ({
        text: each.text,
        compared: comparableOf(FACT, each),
        own: ownSides(each, WEIGHTS),
      }));
      const sidesOf = sidesWithin(FACT, group, WEIGHTS);
      for (const place of inputs.keys()) expect(sidesOf(place)).toEqual(sidesByPairs(inputs, place));
    }),
    { numRuns: 400 },
  );
});
