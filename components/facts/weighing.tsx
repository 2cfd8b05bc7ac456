import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { DIRECTNESS_LABELS, DIRECTNESSES, WEIGHTS } from '#lib/facts/weights.ts';
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
              at least {percent(WEIGHTS.settledShare)} of the weight is for the value, it is{' '}
              {WEIGHTS.settledWeight} or more, and it comes from {WEIGHTS.settledOrigins} origins, an official
              source or the act’s own text.
            </dd>
          </div>
          <div>
            <dt>Contested</dt>
            <dd>
              {percent(WEIGHTS.contestedShare)} to {percent(WEIGHTS.settledShare)} of the weight is for a
              value, or a verdict calls its claim disputed.
            </dd>
          </div>
          <div>
            <dt>Open</dt>
            <dd>too little is known, or what is claimed is outweighed and nothing else is claimed.</dd>
          </div>
        </dl>
        <p>
          Where all claims of a value are judged false, misleading, outdated or unsupported, its support is
          multiplied by {WEIGHTS.failedFactor}. Who says the same more exactly supports a value too; who says
          it less exactly does so with {WEIGHTS.lessExactFactor} of the weight, and is no origin of it. Of yes
          and no, who refutes one supports the other.
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
