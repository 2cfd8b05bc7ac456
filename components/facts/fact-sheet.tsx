import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Section } from '#components/ui/page.tsx';
import { StatTile, StatTiles } from '#components/ui/stat-tile.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { Overruling } from '#lib/facts/schema.ts';
import {
  type Agreement,
  countAgreements,
  countResolutions,
  narrowSheet,
  type SheetSection,
} from '#lib/facts/sheet.ts';
import { type SheetTime, sheetAddress } from '#lib/facts/sheet-address.ts';
import { OUTCOME_LABELS, RESOLUTION_STATES, type ResolutionState } from '#lib/facts/vocabulary.ts';
import type { WeightChange, WhatIf } from '#lib/facts/what-if.ts';
import { FactEntry } from './fact-entry.tsx';
import { FactIndex } from './fact-index.tsx';
import classes from './fact-sheet.module.css';
import { Weighing } from './weighing.tsx';
import { WhatIfChanges } from './what-if.tsx';

const TILES: { agreement: Agreement; label: string; tone: 'plain' | 'attention' }[] = [
  { agreement: 'conflict', label: 'contradicting', tone: 'attention' },
  { agreement: 'one', label: 'one value', tone: 'plain' },
  { agreement: 'unlike', label: 'unlike counts or dates', tone: 'plain' },
  { agreement: 'compatible', label: 'compatible', tone: 'plain' },
  { agreement: 'none', label: 'no value', tone: 'plain' },
];

/** All facts of a programme, or those of one state or agreement. `unknown`: the address asked for something that is not there. */
export function FactSheet({
  add,
  sections,
  overrulings,
  mayOverrule,
  whatIf,
  changes,
  only,
  unknown,
  time,
  retired,
}: {
  /** Opens the form for one more fact; the form takes the width. */
  add: ReactNode;
  sections: SheetSection[];
  /** By the id of the fact. */
  overrulings: ReadonlyMap<number, Overruling>;
  mayOverrule: boolean;
  whatIf: WhatIf;
  changes: WeightChange[];
  only: Agreement | ResolutionState | null;
  unknown: boolean;
  time: SheetTime;
  /** Retired facts that no claim answers, which the sheet leaves out. */
  retired: { id: number; question: string }[];
}) {
  const address = (show: Agreement | ResolutionState | null) => sheetAddress({ show, ...time });
  const counts = countAgreements(sections);
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const resolved = countResolutions(sections);
  const shown = narrowSheet(sections, only);
  if (total === 0)
    return (
      <>
        {add}
        <EmptyState title="No facts yet">
          A fact is a question with a typed answer, such as how many entries a visa allows. It shows here with
          the values that claims assert.
        </EmptyState>
      </>
    );
  return (
    <>
      {unknown && (
        <p className={classes['notice']} role="status">
          The address asks for facts of a kind that does not exist; all are shown.
        </p>
      )}
      <div className={classes['standing']}>
        <StatTiles label="Facts by what the evidence says">
          <StatTile
            href={address(null)}
            count={total}
            label={total === 1 ? 'fact' : 'facts'}
            active={only === null}
          />
          {RESOLUTION_STATES.map((state) => (
            <StatTile
              key={state}
              href={address(only === state ? null : state)}
              count={resolved[state]}
              label={OUTCOME_LABELS[state].toLowerCase()}
              tone={state === 'contested' ? 'attention' : 'plain'}
              active={only === state}
            />
          ))}
        </StatTiles>
        <StatTiles label="Facts by what is claimed">
          {TILES.filter(({ agreement }) => counts[agreement] > 0 || agreement === only).map(
            ({ agreement, label, tone }) => (
              <StatTile
                key={agreement}
                href={address(only === agreement ? null : agreement)}
                count={counts[agreement]}
                label={label}
                tone={tone}
                active={only === agreement}
              />
            ),
          )}
        </StatTiles>
        <Link className={classes['link']} href="/facts/conflicts">
          Conflicts, by how much they matter
        </Link>{' '}
        <Link className={classes['link']} href="/topics">
          Topics of claims
        </Link>
        {add && <div className={classes['add']}>{add}</div>}
      </div>
      <Weighing whatIf={whatIf} />
      <WhatIfChanges whatIf={whatIf} changes={changes} />
      {shown.length === 0 ? (
        <EmptyState
          title="No fact is like that"
          action={<Link href={address(null)}>Show all {total.toLocaleString('en-GB')} facts</Link>}
        />
      ) : (
        <div className={classes['columns']}>
          <FactIndex sections={shown} />
          <div className={classes['sheet']}>
            {shown.map((section) => (
              <Section key={section.slug} id={section.slug} title={section.name} count={section.facts.length}>
                {section.facts.map((fact) => (
                  <FactEntry
                    key={fact.id}
                    fact={fact}
                    overruling={overrulings.get(fact.id) ?? null}
                    mayOverrule={mayOverrule}
                    time={time}
                  />
                ))}
              </Section>
            ))}
          </div>
        </div>
      )}
      {retired.length > 0 && (
        <details className={classes['retired']}>
          <summary>
            {retired.length === 1 ? '1 retired fact' : `${retired.length} retired facts`} without a value
          </summary>
          <ul>
            {retired.map(({ id, question }) => (
              <li key={id}>
                <Link href={`/facts/${id}` as Route} prefetch={false}>
                  {question}
                </Link>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
