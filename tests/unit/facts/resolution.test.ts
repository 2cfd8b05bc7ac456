import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Resolution, resolve } from '#lib/facts/resolution.ts';
import type { OriginItem, WeighedInput } from '#lib/facts/weighing.ts';
import { DIRECTNESSES, WEIGHTS } from '#lib/facts/weights.ts';
import { RELIABILITIES } from '#lib/sources/vocabulary.ts';
import { origin } from '../../support/said.ts';

const OPTION = { type: 'option', series: false } as const;
const SERIES = { type: 'number', series: true } as const;

function said(text: string, origins: readonly OriginItem[], more: Partial<WeighedInput> = {}): WeighedInput {
  return {
    state: 'known',
    canonical: text,
    text,
    qualifier: null,
    unit: null,
    measure: null,
    validFrom: null,
    validTo: null,
    dates: [],
    claimCount: 1,
    statuses: ['unverified'],
    fails: false,
    origins,
    ...more,
  };
}

const against = (voice: string, more: Partial<OriginItem> = {}) => origin(voice, { against: true, ...more });

describe('resolve', () => {
  test('the text of the act outranks reports of it, and settles alone', () => {
    const text = said('single', [origin('Portal', { directness: 'text' })]);
    const reports = said('multiple', [origin('TASS'), origin('Gazette', { reliability: 'F' })]);
    expect(resolve(OPTION, [text]).state).toBe('settled');
    expect(resolve(OPTION, [text, reports])).toMatchObject({ state: 'settled', value: 'single' });
    const relayed = said('single', [origin('President', { directness: 'text', relayed: true })]);
    expect(resolve(OPTION, [relayed, reports]).why).toContain('the act’s own text');
  });

  test('a value that enough independent origins support is settled, and the sentence says why', () => {
    const { state, value, why, values } = resolve(OPTION, [
      said('multiple', [origin('Blog', { reliability: 'F' })]),
      said('single', [origin('TASS'), origin('Vedomosti'), origin('Decree', { directness: 'act' })]),
    ]);
    expect({ state, value }).toEqual({ state: 'settled', value: 'single' });
    expect(why).toBe(
      'Single. Settled: 3 independent origins, above all Decree (cites the act); 1 claim says multiple, resting on Blog.',
    );
    expect(values.map(({ outcome, support }) => [outcome, support])).toEqual([
      ['outweighed', 1],
      ['settled', 10.5],
    ]);
    expect(values[1]?.reasons()[0]).toBe(
      'For: Decree (C fairly reliable, 6 cannot be judged, cites the act) weighs 4.5.',
    );
  });

  test('of many voices the heaviest are told one by one, the rest in a sentence', () => {
    const many = Array.from({ length: 25 }, (_, at) => origin(`v${String(at).padStart(2, '0')}`));
    const reasons = resolve(OPTION, [said('single', many)]).values[0]?.reasons() ?? [];
    expect(reasons).toHaveLength(21);
    expect(reasons[20]).toBe('For: 5 more, which together weigh 15.');
  });

  test('one report settles nothing, one official source does', () => {
    const alone = (more: Partial<OriginItem>) => resolve(OPTION, [said('single', [origin('x', more)])]);
    expect(alone({ reliability: 'A' })).toMatchObject({ state: 'open', value: 'single' });
    expect(alone({ reliability: 'A' }).why).toBe('Single. Open: it rests on x alone.');
    expect(alone({ directness: 'official' }).state).toBe('settled');
    expect(alone({ directness: 'official', reliability: 'E' }).state).toBe('open');
    const heavier = origin('x', { credibility: 1, directness: 'act', reliability: 'A' });
    const both = said('single', [origin('x', { directness: 'official' }), heavier]);
    expect(resolve(OPTION, [both]).state).toBe('settled');
  });

  test('origins of like weight contest a value; the value holds all that stand', () => {
    const { state, value, why } = resolve(OPTION, [
      said('27', [origin('a'), origin('b')]),
      said('30', [origin('c'), origin('d')]),
    ]);
    expect({ state, value }).toEqual({ state: 'contested', value: '27 or 30' });
    expect(why).toBe('27 or 30. Contested: 27 rests on a and b, 30 rests on c and d.');
  });

  test('who refutes a value weighs against it', () => {
    const { state, why } = resolve(OPTION, [
      said('x', [origin('a'), origin('b'), against('c'), against('d')]),
    ]);
    expect(state).toBe('contested');
    expect(why).toBe('X. Contested: a and b; c and d against it.');
    expect(resolve(OPTION, [said('x', [against('c')])])).toMatchObject({
      state: 'open',
      value: null,
      why: 'Open: x does not hold, with c against it.',
    });
  });

  test('a voice that speaks both ways counts for neither, within a value and between two', () => {
    const within = resolve(OPTION, [said('x', [origin('a'), against('a'), origin('b')])]).values[0];
    expect(within).toMatchObject({ support: 3, against: 0 });
    expect(within?.reasons()).toContain('a speaks both ways and counts for neither.');
    const all = resolve(OPTION, [said('x', [origin('a'), against('a')]), said('y', [origin('a')])]).values[0];
    expect(all).toMatchObject({ support: 0, against: 0 });
    const between = resolve(OPTION, [said('x', [origin('a')]), said('y', [origin('a')])]);
    expect(between.values.map(({ support, against: opposed }) => [support, opposed])).toEqual([
      [0, 0],
      [0, 0],
    ]);
  });

  test('verdicts count: “disputed” keeps a value contested, and a value whose claims all fell counts half', () => {
    const strong = [origin('a'), origin('b')];
    expect(resolve(OPTION, [said('x', strong, { statuses: ['true', 'disputed'] })])).toMatchObject({
      state: 'contested',
      because: 'a and b; a verdict calls its claim disputed',
    });
    expect(resolve(OPTION, [said('x', strong, { fails: true })]).values[0]?.support).toBe(3);
  });

  test('unlike units, measures and, in a series, dates never meet', () => {
    const strong = (voice: string) => [origin(voice), origin(`${voice}2`)];
    const { state, value, why } = resolve(SERIES, [
      said('800', strong('a'), { measure: 'applications', dates: ['2025-03'] }),
      said('900', strong('b'), { measure: 'permits', dates: ['2025-03'] }),
      said('950', strong('c'), { measure: 'applications', dates: ['2025-04'] }),
    ]);
    expect({ state, value }).toEqual({ state: 'settled', value: null });
    expect(why).toBe(
      'Settled: of 3 values, unlike in count, unit or date and each weighed apart, 3 settled.',
    );
  });

  test('no value is open', () => {
    expect(resolve(OPTION, []).why).toBe('Open: no claim gives a value.');
  });
});

describe('the weights', () => {
  test('keep the order of the Admiralty Code, and what cannot be judged is no bad mark', () => {
    const { A, B, C, D, E, F } = WEIGHTS.reliability;
    expect([A, B, C, D, F, E]).toEqual([A, B, C, D, F, E].sort((a, b) => b - a));
    const { 1: first, 2: second, 3: third, 4: fourth, 5: fifth, 6: sixth } = WEIGHTS.credibility;
    expect([first, second, third, fourth, fifth]).toEqual(
      [first, second, third, fourth, fifth].sort((a, b) => b - a),
    );
    expect(sixth).toBe(third);
    expect(WEIGHTS.directness.official).toBeGreaterThan(WEIGHTS.directness.act);
    expect(WEIGHTS.settledWeight).toBeGreaterThan(C);
  });
});

const grades = {
  reliability: fc.constantFrom(...RELIABILITIES),
  credibility: fc.constantFrom(1, 2, 3, 4, 5, 6),
  directness: fc.constantFrom(...DIRECTNESSES),
};
const item = fc.record({
  voice: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  label: fc.constant('label'),
  ...grades,
  against: fc.boolean(),
  relayed: fc.boolean(),
});
const inputs = fc
  .array(
    fc.tuple(fc.array(item, { maxLength: 8 }), fc.boolean(), fc.constantFrom('true', 'disputed', 'false')),
    {
      minLength: 1,
      maxLength: 4,
    },
  )
  .map((list) =>
    list.map(([origins, fails, status], at) => said(`v${at}`, origins, { fails, statuses: [status] })),
  );
const place = fc.nat();

function at<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(list.length, 1)];
}

test('the act’s text on a page that relays a voice counts only where the voice has no page of its own', () => {
  const own = origin('Ministry', { reliability: 'A', directness: 'act' });
  const relayed = origin('Ministry', { reliability: 'A', directness: 'text', relayed: true });
  expect(resolve(OPTION, [said('single', [relayed])]).state).toBe('settled');
  for (const origins of [[own], [own, relayed], [relayed, own]])
    expect(resolve(OPTION, [said('single', origins)]).state).toBe('open');
});

function told({ values, ...resolution }: Resolution) {
  return { ...resolution, values: values.map((value) => ({ ...value, reasons: value.reasons() })) };
}

describe('whatever the evidence', () => {
  test('a copy of a source changes nothing, however it is graded where there is an original', () => {
    fc.assert(
      fc.property(inputs, place, place, fc.record(grades), (all, which, piece, other) => {
        const input = at(all, which);
        const copied = input && at(input.origins, piece);
        fc.pre(copied !== undefined);
        const copy = { ...copied, ...(copied.relayed ? {} : other), relayed: true };
        const more = all.map((each) =>
          each === input ? { ...each, origins: [...each.origins, copy] } : each,
        );
        expect(told(resolve(OPTION, more))).toEqual(told(resolve(OPTION, all)));
      }),
    );
  });

  test('its order does not matter', () => {
    const shuffled = inputs.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.tuple(
          ...all.map((input) =>
            fc
              .shuffledSubarray([...input.origins], { minLength: input.origins.length })
              .map((origins) => ({ ...input, origins })),
          ),
        ),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        const expected = told(resolve(OPTION, all));
        expect(told(resolve(OPTION, mixed))).toEqual(expected);
        const back = told(resolve(OPTION, [...mixed].reverse()));
        expect({ ...back, values: [...back.values].reverse() }).toEqual(expected);
      }),
    );
  });

  test('without its strongest origin a value is never stronger', () => {
    fc.assert(
      fc.property(inputs, place, (all, which) => {
        const index = which % all.length;
        const before = resolve(OPTION, all).values[index];
        const strongest = (all[index]?.origins ?? [])
          .filter((each) => !each.against)
          .sort((a, b) => WEIGHTS.reliability[b.reliability] - WEIGHTS.reliability[a.reliability])[0];
        fc.pre(strongest !== undefined && before !== undefined);
        const less = all.map((each) => ({
          ...each,
          origins: each.origins.filter(({ voice }) => voice !== strongest.voice),
        }));
        const after = resolve(OPTION, less).values[index];
        expect(after?.support).toBeLessThanOrEqual(before.support);
        if (before.outcome !== 'settled') expect(after?.outcome).not.toBe('settled');
      }),
    );
  });

  test('a better grade for a supporter never weakens its value', () => {
    fc.assert(
      fc.property(inputs, place, place, (all, which, piece) => {
        const index = which % all.length;
        const supporter = at(
          (all[index]?.origins ?? []).filter((each) => !each.against),
          piece,
        );
        fc.pre(supporter !== undefined);
        const better = all.map((each, where) => ({
          ...each,
          origins: each.origins.map((one) =>
            where === index && one === supporter ? { ...one, reliability: 'A' as const } : one,
          ),
        }));
        const before = resolve(OPTION, all).values[index];
        const after = resolve(OPTION, better).values[index];
        expect(after?.support).toBeGreaterThanOrEqual(before?.support ?? 0);
        expect(after?.against).toBe(before?.against);
        if (before?.outcome === 'settled') expect(after?.outcome).toBe('settled');
      }),
    );
  });

  test('a value without supporters is never settled', () => {
    fc.assert(
      fc.property(inputs, (all) => {
        const deaf = all.map((each) => ({ ...each, origins: each.origins.filter((one) => one.against) }));
        expect(resolve(OPTION, deaf).state).not.toBe('settled');
        for (const { outcome } of resolve(OPTION, deaf).values) expect(outcome).not.toBe('settled');
      }),
    );
  });
});
