export type CountriesResult = { ok: true; codes: string[] } | { ok: false; message: string };

/** ISO 3166-1 alpha-2, and XK, which that standard leaves to users and most use for Kosovo. */
const CODES =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW';

export const COUNTRY_CODES: readonly string[] = CODES.split(' ');

const display = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** What people write and the list of names does not hold. */
const OTHER_NAMES: Record<string, string> = {
  uk: 'GB',
  'great britain': 'GB',
  britain: 'GB',
  usa: 'US',
  'united states of america': 'US',
  'czech republic': 'CZ',
  holland: 'NL',
  turkey: 'TR',
  turkiye: 'TR',
  'republic of korea': 'KR',
  'russian federation': 'RU',
  'federated states of micronesia': 'FM',
  macedonia: 'MK',
  moldavia: 'MD',
  'ivory coast': 'CI',
  burma: 'MM',
  myanmar: 'MM',
  swaziland: 'SZ',
  'cabo verde': 'CV',
  'east timor': 'TL',
  vatican: 'VA',
  'holy see': 'VA',
  palestine: 'PS',
  'hong kong': 'HK',
  macau: 'MO',
  macao: 'MO',
};

let byName: Map<string, string> | undefined;

/**
 * Reads a set of countries: two-letter codes or English names, set apart by commas, semicolons or lines (codes by
 * spaces too). Sorted by code, each once. The message names what is not known.
 */
export function parseCountries(input: string): CountriesResult {
  const items = input
    .split(/[,;\n]/)
    .flatMap((item) =>
      /^\s*[A-Za-z]{2}(\s+[A-Za-z]{2})+\s*$/.test(item) ? item.trim().split(/\s+/) : [item],
    )
    .map((item) => item.trim())
    .filter((item) => item !== '');
  const found = items.map((item) => ({ item, code: codeOf(item) }));
  const unknown = found.filter(({ code }) => code === undefined).map(({ item }) => `“${item.slice(0, 40)}”`);
  if (unknown.length > 0) {
    const named =
      unknown.length > 5
        ? `${unknown.slice(0, 5).join(', ')} and ${unknown.length - 5} more`
        : unknown.join(', ');
    return {
      ok: false,
      message: `${named}: not known as a country. Write English names or two-letter codes, with commas between them.`,
    };
  }
  const codes = new Set(found.map(({ code }) => code).filter((code) => code !== undefined));
  return { ok: true, codes: [...codes].sort() };
}

/** `DE` is Germany. */
export function countryName(code: string): string {
  return display.of(code) ?? code;
}

function codeOf(item: string): string | undefined {
  const code = item.toUpperCase();
  if (COUNTRY_CODES.includes(code)) return code;
  byName ??= new Map([
    ...COUNTRY_CODES.map((known): [string, string] => [nameKey(countryName(known)), known]),
    ...Object.entries(OTHER_NAMES),
  ]);
  return byName.get(nameKey(item));
}

function nameKey(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/\(.*?\)/g, '')
    .replace(/&/g, ' and ')
    .replace(/\bsaint\b/g, 'st')
    .replace(/[^a-z]+/g, ' ')
    .trim()
    .replace(/^the /, '');
}
