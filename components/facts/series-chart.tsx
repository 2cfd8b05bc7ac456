import { type SeriesTrack, seriesScale } from '#lib/facts/series.ts';
import type { SheetFact } from '#lib/facts/sheet.ts';
import classes from './series-chart.module.css';

const WIDTH = 640;
const HEIGHT = 220;
const LEFT = 52;
const RIGHT = 16;
const TOP = 12;
const BOTTOM = 24;
/** Marks that differ in shape, so that no measure is told by its colour alone. */
const SHAPES = ['circle', 'square', 'diamond', 'triangle'] as const;
type Shape = (typeof SHAPES)[number];

/** Figures of a series over time, each measure with a mark and a line of its own, and unless in brief the same as a table. */
export function SeriesChart({ fact, brief }: { fact: SheetFact; brief: boolean }) {
  const { tracks } = fact;
  const count = tracks.reduce((sum, { points }) => sum + points.length, 0);
  if (count < 2) return null;
  const { x, y, steps, marks } = seriesScale(tracks, WIDTH, HEIGHT);
  return (
    <figure className={classes['figure']}>
      <div className={classes['frame']}>
        <svg
          viewBox={`${-LEFT} ${-TOP} ${WIDTH + LEFT + RIGHT} ${HEIGHT + TOP + BOTTOM}`}
          role="img"
          aria-label={`${fact.question} ${count} figures over time${brief ? '' : '; the table below holds them'}.`}
        >
          {steps.map((step) => (
            <g key={step} className={classes['step']}>
              <line x1={0} x2={WIDTH} y1={y(step)} y2={y(step)} />
              <text x={-8} y={y(step) + 4} textAnchor="end">
                {step.toLocaleString('en-GB')}
              </text>
            </g>
          ))}
          {marks.map(({ day, label }) => (
            <text key={label} className={classes['mark']} x={x(day)} y={HEIGHT + 18} textAnchor="middle">
              {label}
            </text>
          ))}
          {tracks.map((track, at) => (
            <Track key={track.measure} track={track} at={at} x={x} y={y} />
          ))}
        </svg>
      </div>
      <figcaption className={classes['legend']}>
        {tracks.map(({ measure }, at) => (
          <span key={measure} className={classes['key']} data-track={at % SHAPES.length}>
            <svg width={12} height={12} viewBox="-6 -6 12 12" aria-hidden>
              <Mark shape={shapeOf(at)} x={0} y={0} />
            </svg>
            {measure}
          </span>
        ))}
        {tracks.some(({ repeated }) => repeated.length > 0) && (
          <span>hollow: an old figure repeated later</span>
        )}
        {tracks.some(({ thinned }) => thinned) && <span>of each date the lowest and the highest figure</span>}
        <span>Measures are not joined or added.</span>
      </figcaption>
      {!brief && <SeriesTable tracks={tracks} />}
    </figure>
  );
}

function Track({
  track: { points, repeated },
  at,
  x,
  y,
}: {
  track: SeriesTrack;
  at: number;
  x: (day: number) => number;
  y: (number: number) => number;
}) {
  return (
    <g className={classes['track']} data-track={at % SHAPES.length}>
      <polyline points={points.map(({ day, number }) => `${x(day)},${y(number)}`).join(' ')} />
      {repeated.map(({ report, day, point }) => (
        <g key={`${point.day} ${report.id}`} className={classes['repeated']}>
          <line x1={x(point.day)} x2={x(day)} y1={y(point.number)} y2={y(point.number)} />
          <Mark shape={shapeOf(at)} x={x(day)} y={y(point.number)} />
        </g>
      ))}
      {points.map(({ text, date, outcome, day, number }) => (
        <g key={`${date} ${text}`} data-outcome={outcome}>
          <title>{`${text}, ${date}`}</title>
          <Mark shape={shapeOf(at)} x={x(day)} y={y(number)} />
        </g>
      ))}
    </g>
  );
}

function SeriesTable({ tracks }: { tracks: SeriesTrack[] }) {
  return (
    <details className={classes['text']}>
      <summary>Figures as a table</summary>
      <div className={classes['frame']}>
        <table className={classes['table']}>
          <thead>
            <tr>
              <th scope="col">Date</th>
              <th scope="col">Figure</th>
              <th scope="col">Reports</th>
            </tr>
          </thead>
          <tbody>
            {tracks.flatMap(({ points, repeated }) =>
              points.map((point) => (
                <tr key={`${point.date} ${point.text}`}>
                  <td>{point.date}</td>
                  <th scope="row">{point.text}</th>
                  <td>
                    {point.reports.map((report, place) => (
                      <span key={report.id}>
                        {place > 0 && '; '}
                        {report.name}
                        {report.publishedOn !== null && `, ${report.publishedOn}`}
                        {repeated.some((each) => each.point === point && each.report === report) &&
                          ' (repeats the old figure)'}
                      </span>
                    ))}
                  </td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function shapeOf(at: number): Shape {
  return SHAPES[at % SHAPES.length] ?? 'circle';
}

function Mark({ shape, x, y }: { shape: Shape; x: number; y: number }) {
  switch (shape) {
    case 'circle':
      return <circle cx={x} cy={y} r={4.5} />;
    case 'square':
      return <rect x={x - 4} y={y - 4} width={8} height={8} />;
    case 'diamond':
      return <path d={`M${x} ${y - 5.5}L${x + 5.5} ${y}L${x} ${y + 5.5}L${x - 5.5} ${y}Z`} />;
    case 'triangle':
      return <path d={`M${x} ${y - 5}L${x + 5} ${y + 4}L${x - 5} ${y + 4}Z`} />;
  }
}
