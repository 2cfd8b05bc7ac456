import { edtfBounds } from '#lib/core/edtf.ts';
import type { ClaimValue, FactChoice } from './schema.ts';
import type { ValueOutcome } from './vocabulary.ts';

/** A document that gives a figure; `publishedOn` is EDTF. */
export type Report = { id: number; name: string; publishedOn: string | null };

type Figure = Pick<ClaimValue, 'canonical' | 'unit' | 'measure'> & {
  text: string;
  dates: readonly string[];
  reports: Report[];
  weighed: { outcome: ValueOutcome };
};

/** A figure at its date, on a scale of days and of its own measure. */
type SeriesPoint = {
  text: string;
  /** EDTF */
  date: string;
  outcome: ValueOutcome;
  reports: Report[];
  day: number;
  number: number;
};
/** A report that gave a figure long after its date: the figure of May in August. */
type RepeatedFigure = { report: Report; day: number; point: SeriesPoint };
export type SeriesTrack = {
  measure: string;
  points: SeriesPoint[];
  repeated: RepeatedFigure[];
  /** Some points are left out. */
  thinned: boolean;
};

const DAY = 86_400_000;
/** A report that comes more days than this after the date of its figure repeats an old one. */
const FRESH_DAYS = 31;

/**
 * The figures of a series by what they count, each measure and unit on a track of its own, in the order of their dates.
 * What has no date or is no number is left out.
 */
export function seriesTracks(
  fact: Pick<FactChoice, 'type' | 'series'> & { values: readonly Figure[] },
): SeriesTrack[] {
  if (!fact.series || (fact.type !== 'number' && fact.type !== 'money')) return [];
  const tracks = new Map<string, SeriesPoint[]>();
  for (const value of fact.values) {
    const { text, reports, weighed, canonical } = value;
    const [date] = value.dates;
    const day = middleOf(date ?? null);
    if (date === undefined || day === null || canonical === null) continue;
    const measure = [value.unit, value.measure].filter((word) => word !== null).join(' ') || 'figure';
    const point = { text, date, outcome: weighed.outcome, reports, day, number: Number(canonical) };
    const others = tracks.get(measure);
    if (others) others.push(point);
    else tracks.set(measure, [point]);
  }
  return [...tracks].map(([measure, found]) => {
    const points = [...found].sort((a, b) => a.day - b.day || a.number - b.number);
    return { measure, points, repeated: points.flatMap(repeatedOf), thinned: false };
  });
}

/** The lowest and the highest of each date, where there are more points than a chart can show; else all. */
export function outerPoints(tracks: SeriesTrack[], most: number): SeriesTrack[] {
  if (tracks.reduce((sum, { points }) => sum + points.length, 0) <= most) return tracks;
  return tracks.map(({ measure, points, repeated }) => {
    // They stand by day, and then by number.
    const kept = new Set(
      points.filter(({ day }, at) => points[at - 1]?.day !== day || points[at + 1]?.day !== day),
    );
    return {
      measure,
      points: points.filter((point) => kept.has(point)),
      repeated: repeated.filter(({ point }) => kept.has(point)),
      thinned: kept.size < points.length,
    };
  });
}

function repeatedOf(point: SeriesPoint): RepeatedFigure[] {
  return point.reports.flatMap((report): RepeatedFigure[] => {
    const day = middleOf(report.publishedOn);
    return day === null || day - point.day <= FRESH_DAYS ? [] : [{ report, day, point }];
  });
}

/** Days since 1970 to the middle of what a date can mean; null without a date or with an open end. */
function middleOf(edtf: string | null): number | null {
  const { lower, upper } = edtfBounds(edtf);
  return lower === null || upper === null ? null : (lower.getTime() + upper.getTime()) / 2 / DAY;
}

export type SeriesScale = {
  x: (day: number) => number;
  y: (number: number) => number;
  /** Lines of the scale, from zero up. */
  steps: number[];
  /** First days of years and half-years within the range. */
  marks: { day: number; label: string }[];
};

/** Places for the points of all tracks within a frame; numbers start at zero. */
export function seriesScale(tracks: readonly SeriesTrack[], width: number, height: number): SeriesScale {
  const days = tracks.flatMap(({ points, repeated }) => [...points, ...repeated].map(({ day }) => day));
  const first = Math.min(...days);
  const span = Math.max(Math.max(...days) - first, 30);
  const top = Math.max(...tracks.flatMap(({ points }) => points.map(({ number }) => number)), 1);
  const step = niceStep(top / 4);
  const steps = Array.from({ length: Math.ceil(top / step) + 1 }, (_, at) => at * step);
  const most = steps.at(-1) ?? top;
  return {
    x: (day) => ((day - first) / span) * width,
    y: (number) => height - (Math.max(number, 0) / most) * height,
    steps,
    marks: marksBetween(first, first + span),
  };
}

/** 1, 2 or 5 times a power of ten, at least this large. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5, 10].find((times) => times * power >= least) ?? 10) * power;
}

function marksBetween(from: number, to: number): SeriesScale['marks'] {
  const start = new Date(from * DAY).getUTCFullYear();
  const end = new Date(to * DAY).getUTCFullYear();
  const every = end - start > 6 ? 12 : to - from > 500 ? 6 : 3;
  const marks: SeriesScale['marks'] = [];
  for (let year = start; year <= end; year += 1)
    for (let month = 0; month < 12; month += every) {
      const day = Date.UTC(year, month, 1) / DAY;
      if (day < from || day > to) continue;
      marks.push({
        day,
        label: month === 0 ? String(year) : `${year}-${String(month + 1).padStart(2, '0')}`,
      });
    }
  return marks;
}
