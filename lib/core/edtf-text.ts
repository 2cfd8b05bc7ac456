const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** Divisions of a year, ISO 8601-2:2019, 4.8: seasons, quarters, thirds and halves. */
const DIVISIONS: Record<string, string> = {
  21: 'spring',
  22: 'summer',
  23: 'autumn',
  24: 'winter',
  25: 'northern spring',
  26: 'northern summer',
  27: 'northern autumn',
  28: 'northern winter',
  29: 'southern spring',
  30: 'southern summer',
  31: 'southern autumn',
  32: 'southern winter',
  33: 'first quarter of',
  34: 'second quarter of',
  35: 'third quarter of',
  36: 'fourth quarter of',
  37: 'first four months of',
  38: 'middle four months of',
  39: 'last four months of',
  40: 'first half of',
  41: 'second half of',
};

const POINT = /^(\d{4}|\d{3}X|\d{2}XX)(?:-(\d\d|XX)(?:-(\d\d|XX))?)?$/;

/**
 * An EDTF date in words: `2024-08` is “August 2024”, `2022/2023` “between 2022 and 2023”. The date was checked with
 * parseEdtf; a form that has no plain words is given by its bounds, or as it is where they are not at hand.
 */
export function describeEdtf(edtf: string, bounds?: { lower: string | null; upper: string | null }): string {
  const text = edtf.trim();
  return (
    describeInterval(text) ?? describeList(text) ?? describePoint(text) ?? describeBounds(bounds) ?? text
  );
}

function describeInterval(text: string): string | null {
  const parts = text.split('/');
  const [from, to] = parts;
  if (parts.length !== 2 || from === undefined || to === undefined) return null;
  const start = describePoint(from);
  const end = describePoint(to);
  if (start && end) return `between ${start} and ${end}`;
  if (start && to === '..') return `${start} or later`;
  if (end && from === '..') return `${end} or earlier`;
  if (start && to === '') return `from ${start}, end unknown`;
  if (end && from === '') return `until ${end}, start unknown`;
  return null;
}

/** `[a,b]` is one of them, `{a,b}` all of them. */
function describeList(text: string): string | null {
  const list = /^(?:\[([^\]]*)\]|\{([^}]*)\})$/.exec(text);
  if (!list) return null;
  const items = (list[1] ?? list[2] ?? '').split(',').map((item) => describePoint(item.trim()));
  const known = items.filter((item) => item !== null);
  if (known.length < items.length || known.length === 0) return null;
  const last = known.pop() ?? '';
  return known.length === 0 ? last : `${known.join(', ')} ${list[1] === undefined ? 'and' : 'or'} ${last}`;
}

function describePoint(text: string): string | null {
  const plain = plainPoint(text.replace(/[?~%]/g, ''));
  if (plain === null) return null;
  const about = /[~%]/.test(text) ? `about ${plain}` : plain;
  return /[?%]/.test(text) ? `${about}, uncertain` : about;
}

function plainPoint(text: string): string | null {
  const [whole, year = '', month, day] = POINT.exec(text) ?? [];
  if (whole === undefined) return null;
  if (/^\d{3}X$/.test(year)) return month === undefined ? `the ${year.slice(0, 3)}0s` : null;
  if (/X/.test(year))
    return month === undefined ? `some year from ${year.slice(0, 2)}00 to ${year.slice(0, 2)}99` : null;
  const plainYear = String(Number(year));
  // A lone 7 would not be taken for a year.
  if (month === undefined) return plainYear.length < 3 ? `the year ${plainYear}` : plainYear;
  if (month === 'XX') return day === undefined ? `some month of ${plainYear}` : unknownMonth(plainYear, day);
  const division = DIVISIONS[month];
  if (division !== undefined) return day === undefined ? `${division} ${plainYear}` : null;
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return null;
  if (day === undefined) return `${name} ${plainYear}`;
  return day === 'XX' ? `some day in ${name} ${plainYear}` : `${Number(day)} ${name} ${plainYear}`;
}

function unknownMonth(year: string, day: string): string | null {
  return day === 'XX' ? `some day of ${year}` : null;
}

function describeBounds(bounds?: { lower: string | null; upper: string | null }): string | null {
  if (!bounds) return null;
  const { lower, upper } = bounds;
  if (lower !== null && upper !== null) return describeInterval(`${lower}/${upper}`);
  if (lower !== null) return describeInterval(`${lower}/..`);
  return upper === null ? null : describeInterval(`../${upper}`);
}

const MONTH_NAME = `(${MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?`).join('|')})\\.?`;
const DAY_MONTH_YEAR = new RegExp(
  `^(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH_NAME},?\\s+(\\d{4})$`,
  'i',
);
const MONTH_DAY_YEAR = new RegExp(`^${MONTH_NAME}\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})$`, 'i');
const MONTH_YEAR = new RegExp(`^${MONTH_NAME},?\\s+(\\d{4})$`, 'i');

/**
 * EDTF for a date as people write it: “19 August 2024”, “Aug 2024”, “19.08.2024”, “2024.8.19”, “2022–2023”. null where
 * it is none, or where day and month could be taken for each other (08/09/2024).
 */
export function edtfFromProse(prose: string): string | null {
  const text = prose.trim().replace(/\s+/g, ' ');
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  if (dayFirst) return joined(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_DAY_YEAR.exec(text);
  if (monthFirst) return joined(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2]);
  const month = MONTH_YEAR.exec(text);
  if (month) return joined(month[2], monthNumber(month[1]));
  // With dots the day comes first, in every country that writes dates so.
  const dotted = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text);
  if (dotted) return joined(dotted[3], dotted[2], dotted[1]);
  const yearFirst = /^(\d{4})[./-](\d{1,2})[./-](\d{1,2})$/.exec(text);
  if (yearFirst) return joined(yearFirst[1], yearFirst[2], yearFirst[3]);
  const years = /^(\d{4}) ?[–—] ?(\d{4})$/.exec(text);
  if (years) return `${years[1]}/${years[2]}`;
  const circa = /^(?:about|around|circa|ca\.?|c\.) ?(\d{4})$/i.exec(text);
  return circa ? `${circa[1]}~` : null;
}

function monthNumber(name: string | undefined): string {
  return String(
    MONTHS.findIndex((month) => month.slice(0, 3).toLowerCase() === name?.slice(0, 3).toLowerCase()) + 1,
  );
}

function joined(year = '', month = '', day?: string): string {
  return [year, month.padStart(2, '0'), ...(day === undefined ? [] : [day.padStart(2, '0')])].join('-');
}
