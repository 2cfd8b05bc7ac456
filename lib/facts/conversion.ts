import type { ClaimValue, FactChoice } from './schema.ts';
import { parseUnit, parseValue, valueText } from './value.ts';
import { COUNTED, QUALIFIED, QUALIFIER_LABELS, TYPE_LABELS } from './vocabulary.ts';

/** What decides how values of a fact are read. */
export type Asked = Pick<FactChoice, 'type' | 'options' | 'unit'> & { measures: readonly string[] };

export type Recorded = Pick<ClaimValue, 'state' | 'canonical' | 'qualifier' | 'unit' | 'measure'>;

/** `number` is a decimal. `why` is a sentence for whoever changes the fact. */
export type Conversion =
  | { ok: true; canonical: string | null; number: string | null; unit: string | null }
  | { ok: false; why: string };

/**
 * What a recorded value becomes when its fact is asked otherwise: the same value, read by the new type. Refused where its text
 * is none of the new type, and where its unit, measure or qualifier would vanish or be guessed.
 */
export function convert(from: Asked, to: Asked, value: Recorded): Conversion {
  const { state, canonical, qualifier, unit, measure } = value;
  const counted = COUNTED.includes(to.type);
  if (measure !== null && !counted)
    return refused(`It counts “${measure}”, and a ${TYPE_LABELS[to.type]} counts nothing.`);
  if (measure !== null && from.measures.includes(measure) && !to.measures.includes(measure))
    return refused(`It counts “${measure}”, which would be no measure of this fact any more.`);
  if (state !== 'known' || canonical === null) return { ok: true, canonical: null, number: null, unit };
  if (unit !== null && !counted)
    return refused(`Its unit is “${unit}”, and a ${TYPE_LABELS[to.type]} has none.`);
  if (qualifier !== null && !QUALIFIED.includes(to.type))
    return refused(`It says “${QUALIFIER_LABELS[qualifier]}”, which a ${TYPE_LABELS[to.type]} cannot.`);
  if (counted && unit === null && to.unit !== null && from.unit !== to.unit)
    return refused(`It gives no unit, and would be read in “${to.unit}”.`);
  const given = parseUnit({ type: to.type, unit: null }, unit ?? '');
  if (!given.ok) return refused(given.message);
  const parsed = parseValue(to, { state, text: valueText({ fact: from, state, canonical }) });
  if (!parsed.ok) return refused(parsed.message);
  return { ok: true, canonical: parsed.canonical, number: parsed.number, unit: given.unit };
}

function refused(why: string): Conversion {
  return { ok: false, why };
}
