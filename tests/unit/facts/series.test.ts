import { expect, test } from 'vitest';
import { outerPoints, type Report, seriesScale } from '#lib/facts/series.ts';
import { buildSheet, type SaidValue } from '#lib/facts/sheet.ts';
import { saidFact, saidValue } from '../../support/said.ts';

function figure(canonical: string, measure: string, date: string, reports: Report[] = []): SaidValue {
  return saidValue(canonical, { measure, dates: [date], reports });
}

function tracks(values: SaidValue[]) {
  const fact = saidFact('numbers.applications', values, { type: 'number', series: true });
  const found = buildSheet([fact])[0]?.facts[0];
  if (!found) throw new Error('the fact is not on its sheet');
  return found.tracks;
}

test('measures are kept apart, each in the order of its dates', () => {
  const found = tracks([
    figure('1105', 'applications', '2025-04-24'),
    figure('1156', 'applicants', '2025-05-07'),
    figure('800', 'applications', '2025-03-24'),
  ]);
  expect(found.map(({ measure, points }) => [measure, points.map(({ number }) => number)])).toEqual([
    ['applications', [800, 1105]],
    ['applicants', [1156]],
  ]);
});

test('a figure of May reported in August is marked, one of the same month is not', () => {
  const reports: Report[] = [
    { id: 1, name: 'Meduza', publishedOn: '2025-05-20' },
    { id: 2, name: 'Pravda', publishedOn: '2025-08-06' },
    { id: 3, name: 'Nobody', publishedOn: null },
  ];
  const [track] = tracks([figure('1156', 'applicants', '2025-05-07', reports)]);
  expect(track?.repeated.map(({ report }) => report.name)).toEqual(['Pravda']);
});

test('the scale starts at zero, holds every point, and marks the time between', () => {
  const found = tracks([
    figure('800', 'applications', '2025-03-24'),
    figure('2275', 'applications', '2025-10-22'),
  ]);
  const { x, y, steps, marks } = seriesScale(found, 600, 200);
  expect(steps).toEqual([0, 1000, 2000, 3000]);
  expect([y(0), y(3000)]).toEqual([200, 0]);
  const days = found.flatMap(({ points }) => points.map(({ day }) => x(day)));
  expect(days).toEqual([0, 600]);
  expect(marks.map(({ label }) => label)).toEqual(['2025-04', '2025-07', '2025-10']);
});

test('of more figures than a chart can show each date keeps its lowest and its highest', () => {
  const found = tracks(
    ['3', '9', '5', '7'].flatMap((number) => [
      figure(number, 'people', '2025-01-01', []),
      figure(`1${number}`, 'people', '2025-02-01', []),
    ]),
  );
  expect(outerPoints(found, 8)).toBe(found);
  const [track] = outerPoints(found, 7);
  expect(track?.points.map(({ date, number }) => [date, number])).toEqual([
    ['2025-01-01', 3],
    ['2025-01-01', 9],
    ['2025-02-01', 13],
    ['2025-02-01', 19],
  ]);
  expect(track?.thinned).toBe(true);
});
