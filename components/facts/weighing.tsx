import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import {
  CONTESTED_SHARE,
  DIRECTNESS_LABELS,
  DIRECTNESSES,
  FAILED_FACTOR,
  SETTLED_ORIGINS,
  SETTLED_SHARE,
  SETTLED_WEIGHT,
  WEIGHTS,
} from '#lib/facts/weights.ts';
import { RELIABILITIES, RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import classes from './weighing.module.css';

const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;

/** The rules and weights behind the states, as they are in force. */
export function Weighing() {
  return (
    <details className={classes['weighing']}>
      <summary>How this is weighed</summary>
      <div className={classes['rules']}>
        <p>
          Each independent origin counts once, however many pages carry it. It weighs the reliability of its
          publisher × the credibility of the item × how directly it knows. Against a value counts who refutes
          it, and who supports a value that contradicts it; who speaks both ways counts for neither. Values of
          unlike counts, units or dates are weighed apart.
        </p>
        <dl className={classes['states']}>
          <div>
            <dt>Settled</dt>
            <dd>
              at least {percent(SETTLED_SHARE)} of the weight is for the value, it is {SETTLED_WEIGHT} or
              more, and it comes from {SETTLED_ORIGINS} origins, an official source or the act’s own text.
            </dd>
          </div>
          <div>
            <dt>Contested</dt>
            <dd>
              {percent(CONTESTED_SHARE)} to {percent(SETTLED_SHARE)} of the weight is for a value, or a
              verdict calls its claim disputed.
            </dd>
          </div>
          <div>
            <dt>Open</dt>
            <dd>too little is known, or what is claimed is outweighed and nothing else is claimed.</dd>
          </div>
        </dl>
        <p>
          Where all claims of a value are judged false, misleading, outdated or unsupported, its support is
          multiplied by {FAILED_FACTOR}.
        </p>
        <div className={classes['tables']}>
          <Weights
            caption="Reliability of the publisher"
            rows={RELIABILITIES.map((grade) => [
              `${grade} ${RELIABILITY_LABELS[grade]}`,
              WEIGHTS.reliability[grade],
            ])}
          />
          <Weights
            caption="Credibility of the item"
            rows={CREDIBILITIES.map((grade) => [
              `${grade} ${CREDIBILITY_LABELS[grade] ?? ''}`,
              WEIGHTS.credibility[grade],
            ])}
          />
          <Weights
            caption="Directness"
            rows={DIRECTNESSES.map((each) => [DIRECTNESS_LABELS[each], WEIGHTS.directness[each]])}
          />
        </div>
        <p className={classes['source']}>The grades are those of the Admiralty Code; the numbers are ours.</p>
      </div>
    </details>
  );
}

function Weights({ caption, rows }: { caption: string; rows: [string, number][] }) {
  return (
    <table className={classes['table']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Grade</th>
          <th scope="col">Weight</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, weight]) => (
          <tr key={label}>
            <th scope="row">{label.slice(0, 1).toUpperCase() + label.slice(1)}</th>
            <td>{weight}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
