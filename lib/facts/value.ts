import { parseEdtf } from '#lib/core/edtf.ts';
import { edtfFromProse } from '#lib/core/edtf-text.ts';
import { countryName, parseCountries } from './countries.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { formatDuration, parseDuration } from './duration.ts';
import type { ClaimValue, FactChoice } from './schema.ts';
import { type Validity, validityText } from './validity.ts';
import { QUALIFIER_LABELS, type ValueState } from './vocabulary.ts';

/** `number` is a decimal, set for numbers and money. */
export type ValueResult =
  | { ok: true; canonical: string | null; number: string | null }
  | { ok: false; message: string };

export type UnitResult = { ok: true; unit: string | null } | { ok: false; message: string };

const MISSING = 'The value is missing. Choose “unknown” or “none” where that is what the claim says.';
const YES = ['yes', 'true'];
const NO = ['no', 'false'];
/** A longer list of countries is told by its length. */
const COUNTRIES_NAMED = 3;

/**
 * Reads what somebody typed as a value of this fact, into the canonical text that all equal values share: EDTF, a
 * decimal, an ISO 8601 duration, true or false, the text, ISO 3166-1 codes joined by a space. “Unknown” and “none” have
 * no text. The message is for the person who typed it.
 */
export function parseValue(
  fact: Pick<FactChoice, 'type' | 'options'>,
  input: { state: ValueState; text: string },
): ValueResult {
  if (input.state !== 'known') return { ok: true, canonical: null, number: null };
  const text = input.text.normalize('NFC').trim();
  if (text === '') return { ok: false, message: MISSING };
  switch (fact.type) {
    case 'date':
      return parseDate(text);
    case 'number':
    case 'money':
      return parseAmount(text, fact.type);
    case 'duration': {
      const result = parseDuration(text);
      return result.ok ? plain(result.duration) : result;
    }
    case 'boolean':
      return parseBoolean(text);
    case 'text':
      return plain(text.replace(/\s+/g, ' '));
    case 'option':
      return parseOption(text, fact.options);
    case 'countries': {
      const result = parseCountries(text);
      if (!result.ok) return result;
      return result.codes.length > 0 ? plain(result.codes.join(' ')) : { ok: false, message: MISSING };
    }
  }
}

/**
 * Reads the unit of a value. Money needs a currency (ISO 4217), its fact's where none is given; any other unit is kept
 * as it is.
 */
export function parseUnit(fact: Pick<FactChoice, 'type' | 'unit'>, input: string): UnitResult {
  const text = input.trim() || (fact.unit ?? '');
  if (fact.type !== 'money') return { ok: true, unit: text || null };
  const code = text.toUpperCase();
  if (Intl.supportedValuesOf('currency').includes(code)) return { ok: true, unit: code };
  return {
    ok: false,
    message:
      text === ''
        ? 'The currency is missing. Give its three letters, such as RUB or EUR.'
        : `“${text.slice(0, 20)}” is not a currency. Give its three letters, such as RUB or EUR.`,
  };
}

/** A value as a reader sees it: “more than 800 applications (2025-03-24)”, “3 months (valid until 2016)”, “47 countries”. */
export function formatValue({ asOf, ...value }: ClaimValue): string {
  const when = [asOf, validityText(value)].filter((part) => part !== null).join(', ');
  return `${formatUndated(value)}${when === '' ? '' : ` (${when})`}`;
}

/** The same without its date, for where the date stands beside it. */
export function formatUndated(value: Omit<ClaimValue, 'asOf' | keyof Validity>): string {
  const { canonical, qualifier, measure } = value;
  if (value.state !== 'known' || canonical === null)
    return measure === null ? value.state : `${value.state} (${measure})`;
  const qualified = qualifier === null ? '' : `${QUALIFIER_LABELS[qualifier]} `;
  const counted = [value.unit, measure].filter((word) => word !== null && word !== '');
  return `${qualified}${[inWords(value.fact, canonical), ...counted].join(' ')}`;
}

/** What a form shows for editing; parseValue reads it back to the same value. Empty for “unknown” and “none”. */
export function valueText(
  value: Pick<ClaimValue, 'state' | 'canonical'> & { fact: Pick<FactChoice, 'type'> },
): string {
  const { canonical } = value;
  if (value.state !== 'known' || canonical === null) return '';
  if (value.fact.type === 'countries') return canonical.split(' ').join(', ');
  if (value.fact.type === 'number' || value.fact.type === 'money') return canonical;
  return inWords(value.fact, canonical);
}

/**
 * The fact as one of which this text is a value: a fact may have had another type when the text was written, which then stands as it
 * is.
 */
export function askedThen(fact: FactChoice, canonical: string | null): FactChoice {
  return canonical === null || isCanonical(fact, canonical) ? fact : { ...fact, type: 'text' };
}

/** Whether a stored text is a value of the fact as it is asked now. */
export function isCanonical(fact: Pick<FactChoice, 'type' | 'options'>, canonical: string): boolean {
  const text = fact.type === 'countries' ? canonical.split(' ').join(', ') : canonical;
  const parsed = parseValue(fact, { state: 'known', text });
  return parsed.ok && parsed.canonical === canonical;
}

/** The English names of a country set, in the order of the alphabet. */
export function countryNames(canonical: string): string[] {
  return canonical
    .split(' ')
    .map(countryName)
    .sort((a, b) => a.localeCompare(b, 'en'));
}

function inWords(fact: Pick<FactChoice, 'type'>, canonical: string): string {
  switch (fact.type) {
    case 'number':
    case 'money':
      return formatDecimal(canonical);
    case 'duration':
      return formatDuration(canonical);
    case 'boolean':
      return canonical === 'true' ? 'yes' : 'no';
    case 'countries': {
      const names = countryNames(canonical);
      return names.length > COUNTRIES_NAMED ? `${names.length} countries` : names.join(', ');
    }
    case 'date':
    case 'text':
    case 'option':
      return canonical;
  }
}

function plain(canonical: string): ValueResult {
  return { ok: true, canonical, number: null };
}

function parseDate(text: string): ValueResult {
  const result = parseEdtf(text);
  if (result.ok) return plain(result.date.edtf);
  const prose = parseEdtf(edtfFromProse(text) ?? '');
  return prose.ok ? plain(prose.date.edtf) : result;
}

function parseAmount(text: string, type: 'number' | 'money'): ValueResult {
  const result = parseDecimal(text);
  if (result.ok) return { ok: true, canonical: result.decimal, number: result.decimal };
  if (type === 'money' && /\p{L}|\p{Sc}/u.test(text) && /\d/.test(text))
    return { ok: false, message: 'Only the amount goes here; the currency has its own field.' };
  return result;
}

function parseBoolean(text: string): ValueResult {
  const word = text.toLowerCase();
  if (YES.includes(word)) return plain('true');
  if (NO.includes(word)) return plain('false');
  return { ok: false, message: `“${text.slice(0, 60)}” is neither yes nor no.` };
}

function parseOption(text: string, options: readonly string[]): ValueResult {
  const option = options.find((each) => each.toLowerCase() === text.toLowerCase());
  if (option !== undefined) return plain(option);
  return { ok: false, message: `“${text.slice(0, 60)}” is not one of the answers: ${options.join(', ')}.` };
}
