import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Comparable, comparableOf, contradicts, saysMore } from '#lib/facts/agreement.ts';
import { relationsWithin } from '#lib/facts/relations.ts';
import { type Side, VOICES_TOLD } from '#lib/facts/side.ts';
import { contradictedWithin, sidesWithin } from '#lib/facts/sides.ts';
import { QUALIFIERS } from '#lib/facts/vocabulary.ts';
import {
  byGrades,
  byWeight,
  compareText,
  type OriginItem,
  type OriginWeight,
  ownSides,
  partsOf,
  type WeighedInput,
} from '#lib/facts/weighing.ts';
import { DIRECTNESSES, WEIGHTS } from '#lib/facts/weights.ts';
import { RELIABILITIES } from '#lib/sources/vocabulary.ts';

const FACT = { type: 'number', series: false } as const;

const item: fc.Arbitrary<OriginItem> = fc.record({
  voice: fc.oneof(fc.constantFrom(...'abcdefgh'), fc.integer({ min: 1, max: 40 }).map(String)),
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
    origins: fc.array(item, { maxLength: 12 }),
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

/** Who says it more exactly before who says it less exactly. */
function byKin(a: OriginWeight, b: OriginWeight): number {
  return (
    Number(a.lent === true) - Number(b.lent === true) ||
    b.weight - a.weight ||
    byGrades(a, b) ||
    compareText(a.said ?? '', b.said ?? '')
  );
}

function summedUp(voices: readonly OriginWeight[]) {
  return {
    count: voices.length,
    parts: voices.reduce((sum, { weight }) => sum + partsOf(weight), 0),
    heaviest: [...voices].sort(byWeight).slice(0, VOICES_TOLD),
  };
}

/** The rule, value by value and voice by voice, with nothing put in order or summed up beforehand. */
function sidesByPairs(inputs: readonly WeighedInput[], place: number) {
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
  const supporters = [...mine.supporters, ...kin.values()];
  const both = new Set(supporters.map(({ voice }) => voice).filter((voice) => against.has(voice)));
  const only = (side: Iterable<OriginWeight>) => [...side].filter(({ voice }) => !both.has(voice));
  const lends = ({ lent }: OriginWeight) => lent === true;
  return {
    supporters: summedUp(only(supporters).filter((each) => !lends(each))),
    official: only(supporters).some(({ official }) => official),
    lent: summedUp(only(supporters).filter(lends)),
    opponents: summedUp(only(against.values())),
    torn: summedUp([...mine.torn, ...supporters.filter(({ voice }) => both.has(voice))]),
  };
}

test('a value’s sides, taken along one order of all voices, are those of comparing every pair', () => {
  fc.assert(
    fc.property(fc.array(input, { minLength: 1, maxLength: 9 }), (inputs) => {
      const compared = inputs.map((each) => comparableOf(FACT, each));
      const relations = relationsWithin(FACT, compared);
      const group = inputs.map((each) => ({ text: each.text, own: ownSides(each, WEIGHTS) }));
      const sidesOf = sidesWithin(group, relations, WEIGHTS);
      for (const place of inputs.keys()) {
        const { supporters, lent, opponents, torn } = sidesOf(place);
        const told = ({ count, parts, heaviest }: Side) => ({ count, parts, heaviest });
        expect({
          supporters: told(supporters),
          official: supporters.official,
          lent: told(lent),
          opponents: told(opponents),
          torn: told(torn),
        }).toEqual(sidesByPairs(inputs, place));
        const rivals = compared.map(
          (other, at) => at !== place && contradicts(FACT, compared[place] as Comparable, other),
        );
        expect(
          contradictedWithin(
            inputs.map(() => true),
            relations,
          )[place],
        ).toBe(rivals.includes(true));
      }
    }),
    { numRuns: 200 },
  );
});
