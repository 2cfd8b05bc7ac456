import type { ClaimValue } from './schema.ts';

/** `total` is a decimal. `reason` says in a sentence why there is none. */
export type Sum =
  | { ok: true; total: string; unit: string | null; measure: string | null }
  | { ok: false; reason: string };

export type Addend = Pick<ClaimValue, 'state' | 'canonical' | 'qualifier' | 'unit' | 'measure' | 'asOf'> & {
  type: ClaimValue['fact']['type'];
};

/** Of what differs so many are named. */
const NAMED = 6;

/** Adds exact figures of one measure, unit and date; refuses all others, with the reason. */
export function sum(values: readonly Addend[]): Sum {
  const [first] = values;
  if (first === undefined) return refused('there is nothing to add');
  const other = values.find(({ type }) => type !== 'number' && type !== 'money');
  if (other !== undefined) return refused('only numbers and amounts of money can be added');
  if (values.some(({ state }) => state !== 'known')) return refused('one of them is not known');
  return (
    unlike(values, 'measure', 'they count different things') ??
    unlike(
      values,
      'unit',
      first.type === 'money' ? 'they are in different currencies' : 'their units differ',
    ) ??
    unlike(values, 'asOf', 'they are of different dates, and the later count may hold the earlier') ??
    inexact(values) ?? { ok: true, total: total(values), unit: first.unit, measure: first.measure }
  );
}

function unlike(values: readonly Addend[], key: 'measure' | 'unit' | 'asOf', why: string): Sum | null {
  const names = [...new Set(values.map((value) => value[key]))];
  if (names.length < 2) return null;
  const named = names.slice(0, NAMED).map((name) => name ?? 'not said');
  const more = names.length > NAMED ? [`${names.length - NAMED} more`] : [];
  return refused(`${why} (${[...named, ...more].join(', ')})`);
}

function inexact(values: readonly Addend[]): Sum | null {
  return values.some(({ qualifier }) => qualifier !== null) ? refused('not all of them are exact') : null;
}

/** In whole units of the last digit any of them has, so that no fraction is rounded. */
function total(values: readonly Addend[]): string {
  const decimals = values.map(({ canonical }) => canonical ?? '0');
  const places = Math.max(...decimals.map((decimal) => decimal.split('.')[1]?.length ?? 0));
  const whole = decimals.reduce((all, decimal) => {
    const [before = '0', after = ''] = decimal.split('.');
    return all + BigInt(before + after.padEnd(places, '0'));
  }, 0n);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  const size =
    digits.slice(0, digits.length - places) + (places > 0 && fraction !== '' ? `.${fraction}` : '');
  return whole < 0n ? `-${size}` : size;
}

function refused(reason: string): Sum {
  return { ok: false, reason };
}
