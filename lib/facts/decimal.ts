export type DecimalResult = { ok: true; decimal: string } | { ok: false; message: string };

/** As many digits as the column keeps exactly. */
const MAX_WHOLE = 30;
const MAX_FRACTION = 15;

const PLAIN = /^[+-]?(\d+)(\.\d+)?$/;
/** Groups of three behind commas, spaces or apostrophes, one kind in one number. */
const GROUPED = /^[+-]?\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+|(?:['’]\d{3})+)(\.\d+)?$/;

/**
 * Reads a decimal as people write it (1105, 1,105, 1 105, -27.50) into its one canonical form: no separators, no
 * exponent, no sign on zero, no zeros that say nothing. The message is for the person who typed it.
 */
export function parseDecimal(input: string): DecimalResult {
  const text = input.normalize('NFKC').replace(/\s+/g, ' ').replace(/[−–]/g, '-').trim();
  if (/^[+-]?\d+,\d{1,2}$/.test(text))
    return {
      ok: false,
      message: `Is “${text}” a fraction? Write it with a point: ${text.replace(',', '.')}.`,
    };
  if (/^[+-]?\d+(\.\d+)?e[+-]?\d+$/i.test(text))
    return { ok: false, message: `Write “${input.trim()}” out in digits, without a power of ten.` };
  if (!PLAIN.test(text) && !GROUPED.test(text))
    return {
      ok: false,
      message: `“${shorten(input)}” is not a number. Write it in digits, such as 1105 or 27.5.`,
    };
  const [whole = '', fraction = ''] = text.replace(/[ ,'’+-]/g, '').split('.');
  const digits = whole.replace(/^0+(?=\d)/, '');
  const decimals = fraction.replace(/0+$/, '');
  if (digits.length > MAX_WHOLE || decimals.length > MAX_FRACTION)
    return {
      ok: false,
      message: `The number is too long: at most ${MAX_WHOLE} digits before the point and ${MAX_FRACTION} after it.`,
    };
  const size = decimals === '' ? digits : `${digits}.${decimals}`;
  return { ok: true, decimal: text.startsWith('-') && size !== '0' ? `-${size}` : size };
}

/** A canonical decimal with its thousands set apart: 1105 is 1,105. */
export function formatDecimal(decimal: string): string {
  const [whole = '', fraction] = decimal.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

function shorten(text: string): string {
  const trimmed = text.trim();
  return trimmed.length > 60 ? `${trimmed.slice(0, 60)}…` : trimmed;
}
