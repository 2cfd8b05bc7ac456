import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { DIRECTNESS_LABELS, DIRECTNESSES, WEIGHTS } from '#lib/facts/weights.ts';
import { type WeightName, type WhatIf, weightAt } from '#lib/facts/what-if.ts';
import { RELIABILITIES, RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import classes from './weighing.module.css';

const CREDIBILITIES = [1, 2, 3, 4, 5, 6] as const;

/** The rules and weights behind the states, as they are in force. */
export function Weighing({ whatIf }: { whatIf: WhatIf }) {
  return (
    <details className={classes['weighing']} open={whatIf.tried || undefined}>
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
        <form className={classes['tables']} action="/facts">
          <Weights
            whatIf={whatIf}
            caption="Reliability of the publisher"
            rows={RELIABILITIES.map((grade) => [
              `${grade} ${RELIABILITY_LABELS[grade]}`,
              `reliability.${grade}`,
            ])}
          />
          <Weights
            whatIf={whatIf}
            caption="Credibility of the item"
            rows={CREDIBILITIES.map((grade) => [
              `${grade} ${CREDIBILITY_LABELS[grade] ?? ''}`,
              `credibility.${grade}`,
            ])}
          />
          <Weights
            whatIf={whatIf}
            caption="Directness"
            rows={DIRECTNESSES.map((each) => [DIRECTNESS_LABELS[each], `directness.${each}`])}
          />
          <Weights
            whatIf={whatIf}
            caption="Thresholds and shares"
            rows={[
              ['Weight that settles', 'settledWeight'],
              ['Origins that settle', 'settledOrigins'],
              ['Share that settles', 'settledShare'],
              ['Share that contests', 'contestedShare'],
              ['Claims that all fell', 'failedFactor'],
              ['Said less exactly', 'lessExactFactor'],
            ]}
          />
          <p className={classes['try']}>
            <button type="submit">Show what would change</button> Try other weights; nothing is saved.
          </p>
        </form>
        <p className={classes['source']}>The grades are those of the Admiralty Code; the numbers are ours.</p>
      </div>
    </details>
  );
}

function Weights({
  whatIf,
  caption,
  rows,
}: {
  whatIf: WhatIf;
  caption: string;
  rows: [string, WeightName][];
}) {
  return (
    <table className={classes['table']}>
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">Grade</th>
          <th scope="col">In force</th>
          <th scope="col">Tried</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, name]) => (
          <tr key={label}>
            <th scope="row">{label.slice(0, 1).toUpperCase() + label.slice(1)}</th>
            <td>{shown(weightAt(WEIGHTS, name))}</td>
            <td>
              <input
                className={classes['number']}
                name={name}
                aria-label={`${caption}: ${label}`}
                inputMode="decimal"
                defaultValue={shown(weightAt(whatIf.weights, name))}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Short, and the same number again when it is read back. */
function shown(weight: number): string {
  return String(Number(weight.toFixed(4)));
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
