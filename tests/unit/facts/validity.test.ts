import { expect, test } from 'vitest';
import { resolve } from '#lib/facts/resolution.ts';
import { validityProblem } from '#lib/facts/validity.ts';
import type { OriginItem, WeighedInput } from '#lib/facts/weighing.ts';

const OPTION = { type: 'option', series: false } as const;

function origin(voice: string, more: Partial<OriginItem> = {}): OriginItem {
  return {
    ...{ voice, label: voice, reliability: 'C', credibility: 6, directness: 'report' },
    ...{ against: false, relayed: false, ...more },
  };
}

function said(text: string, origins: readonly OriginItem[], more: Partial<WeighedInput> = {}): WeighedInput {
  return {
    ...{ state: 'known', canonical: text, text, qualifier: null, unit: null, measure: null },
    ...{ validFrom: null, validTo: null, dates: [], claimCount: 1, statuses: ['unverified'], fails: false },
    ...{ origins, ...more },
  };
}

const against = (voice: string) => origin(voice, { against: true });

test('what held at different times never conflicts: the last is the value, and the reason says so', () => {
  const strong = (voice: string) => [origin(voice), origin(`${voice}2`)];
  const service = said('Service', strong('a'), { validTo: '2016-04-05' });
  const ministry = said('Ministry', strong('b'), { validFrom: '2016-04-05', validTo: '2025' });
  const unit = said('Unit', strong('c'), { validFrom: '2025-04-02' });
  expect(resolve(OPTION, [ministry, service])).toMatchObject({
    state: 'settled',
    value: 'Ministry (valid 2016-04-05 to 2025)',
    because: 'b and b2; Service (valid until 2016-04-05) held at another time and does not conflict',
  });
  const { groups, value } = resolve(OPTION, [unit, ministry, service]);
  expect([groups.length, value]).toEqual([3, 'Unit (valid from 2025-04-02)']);
  const always = said('Other', strong('d'));
  expect(resolve(OPTION, [ministry, service, always])).toMatchObject({ state: 'contested', groups: [] });
});

test('a value with an end whose claims are outdated was right until then, and who refutes them bears it out', () => {
  const ended = said('Service', [origin('Blog', { reliability: 'F' }), against('TASS'), against('Gazette')], {
    statuses: ['outdated'],
    validTo: '2016-04-05',
  });
  expect(resolve(OPTION, [ended])).toMatchObject({
    state: 'settled',
    value: 'Service (valid until 2016-04-05)',
  });
  expect(resolve(OPTION, [{ ...ended, validTo: null }])).toMatchObject({ state: 'open', value: null });
  expect(resolve(OPTION, [{ ...ended, statuses: ['outdated', 'false'] }]).value).toBeNull();
});

test('a validity does not end before it begins', () => {
  expect(validityProblem({ validFrom: '2016', validTo: '2016-04-05' })).toBeNull();
  expect(validityProblem({ validFrom: null, validTo: '1993' })).toBeNull();
  expect(validityProblem({ validFrom: '2016-04-06', validTo: '2016-04' })).toBeNull();
  expect(validityProblem({ validFrom: '2016-05', validTo: '2016-04-05' })).toBe(
    'The value ends before it begins.',
  );
});
