export type DurationResult = { ok: true; duration: string } | { ok: false; message: string };

/** Months, days and seconds are not exchangeable; within each, the larger units are. */
type Parts = { months: number; days: number; seconds: number };

const EXAMPLES = 'Write it as 3 months, 90 days, 1 year 6 months or P3M.';
const ISO =
  /^P(?:(\d{1,9})Y)?(?:(\d{1,9})M)?(?:(\d{1,9})W)?(?:(\d{1,9})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$/;
const WORD = /^(\d{1,9}) ?([a-z]+)$/;

const UNITS: Record<string, [keyof Parts, number]> = {
  year: ['months', 12],
  yr: ['months', 12],
  y: ['months', 12],
  month: ['months', 1],
  mo: ['months', 1],
  week: ['days', 7],
  wk: ['days', 7],
  w: ['days', 7],
  day: ['days', 1],
  d: ['days', 1],
  hour: ['seconds', 3600],
  hr: ['seconds', 3600],
  h: ['seconds', 3600],
  minute: ['seconds', 60],
  min: ['seconds', 60],
  second: ['seconds', 1],
  sec: ['seconds', 1],
};

const NUMBERS = [
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/**
 * Reads a duration, in ISO 8601 (`P3M`) or in words (“3 months”, “one year”), into the ISO 8601 form that all equal
 * durations share: a year is twelve months and a week seven days, but a month is no number of days.
 * The message is for the person who typed it.
 */
export function parseDuration(input: string): DurationResult {
  const text = input.normalize('NFKC').trim();
  const parts = fromIso(text.toUpperCase()) ?? fromWords(text.toLowerCase());
  if (parts) {
    const duration = canonical(parts);
    if (fromIso(duration)) return { ok: true, duration };
    return { ok: false, message: 'This is longer than can be kept.' };
  }
  if (/\d[.,]\d/.test(text))
    return {
      ok: false,
      message: `Write “${text.slice(0, 60)}” in whole units, such as 18 months for a year and a half.`,
    };
  return { ok: false, message: `“${text.slice(0, 60)}” is not a length of time. ${EXAMPLES}` };
}

/** A canonical duration in words: `P1Y6M` is “1 year 6 months”. */
export function formatDuration(duration: string): string {
  const [whole, years, months, weeks, days, hours, minutes, seconds] = ISO.exec(duration) ?? [];
  if (whole === undefined) return duration;
  const words = [
    said(years, 'year'),
    said(months, 'month'),
    said(weeks, 'week'),
    said(days, 'day'),
    said(hours, 'hour'),
    said(minutes, 'minute'),
    said(seconds, 'second'),
  ].filter((word) => word !== null);
  return words.join(' ');
}

/** The shortest and longest a canonical duration can last, in days. */
export function durationInDays(duration: string): { lower: number; upper: number } {
  const parts = fromIso(duration);
  if (!parts) throw new Error(`${duration} is not a duration`);
  const years = Math.floor(parts.months / 12);
  const months = parts.months % 12;
  const rest = parts.days + parts.seconds / 86_400;
  // Bounds that no calendar breaks: one month has 28 to 31 days, three in a row 89 to 92.
  return {
    lower: years * 365 + Math.max(months * 30 - 2, 0) + rest,
    upper: years * 366 + (months * 31 - Math.floor(months / 3)) + rest,
  };
}

function fromIso(text: string): Parts | null {
  const match = ISO.exec(text);
  if (!match || /[PT]$/.test(text)) return null;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    seconds: hours * 3600 + minutes * 60 + seconds,
  };
}

function fromWords(text: string): Parts | null {
  const spelt = text.replace(/[a-z]+/g, (word) => {
    const at = NUMBERS.indexOf(word);
    return at < 0 ? word : String(at + 1);
  });
  const words = spelt.split(/\s*(?:,|\band\b)\s*|(?<=[a-z])\s+(?=\d)/);
  const parts: Parts = { months: 0, days: 0, seconds: 0 };
  for (const word of words) {
    const [, count, name = ''] = WORD.exec(word) ?? [];
    const unit = UNITS[name] ?? UNITS[name.replace(/s$/, '')];
    if (count === undefined || unit === undefined) return null;
    parts[unit[0]] += Number(count) * unit[1];
  }
  return parts;
}

function canonical({ months, days, seconds }: Parts): string {
  const date = [
    [Math.floor(months / 12), 'Y'],
    [months % 12, 'M'],
    [days, 'D'],
  ];
  const time = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ];
  const write = (list: (string | number)[][]) =>
    list
      .filter(([count]) => count !== 0)
      .map((part) => part.join(''))
      .join('');
  const clock = write(time);
  return `P${write(date) || (clock ? '' : '0D')}${clock ? `T${clock}` : ''}`;
}

function said(count: string | undefined, unit: string): string | null {
  if (count === undefined) return null;
  const number = Number(count);
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
