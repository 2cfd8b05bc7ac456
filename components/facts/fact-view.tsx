import Link from 'next/link';
import type { ReactNode } from 'react';
import { HistoryList } from '#components/sources/history-list.tsx';
import { Field, FieldList } from '#components/ui/field-list.tsx';
import { Section } from '#components/ui/page.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { FactDetail } from '#lib/facts/schema.ts';
import { claimsAddress } from '#lib/facts/sheet-address.ts';
import { COUNTED, TYPE_LABELS } from '#lib/facts/vocabulary.ts';
import type { FactHistoryEntry } from '#lib/history/fact-changes.ts';
import { FactActions, RestoreFact } from './fact-actions.tsx';
import classes from './fact-view.module.css';

const ALWAYS = { asOf: null, on: null };

/** How a fact is asked, what the evidence answers, and how the question came about. */
export function FactView({
  fact,
  history,
  userId,
  mayDefine,
  children,
}: {
  fact: FactDetail;
  history: FactHistoryEntry[];
  userId: number;
  mayDefine: boolean;
  /** What the evidence says. */
  children: ReactNode;
}) {
  const { id, version, slug, type } = fact;
  return (
    <>
      {fact.retiredAt !== null && (
        <p className={classes['retired']}>
          Retired <DateTime at={fact.retiredAt} />: claims cannot choose it any more, and values that they
          gave it stay.
        </p>
      )}
      {mayDefine && <FactActions key={version} fact={fact} userId={userId} />}
      <FieldList>
        <Field nothing="none" label="Key">
          <code className={classes['slug']}>{slug}</code>
        </Field>
        <Field nothing="none" label="Type">
          {fact.series ? `series, ${TYPE_LABELS[type]}` : TYPE_LABELS[type]}
        </Field>
        {type === 'option' && (
          <Field nothing="none" label="Answers">
            {fact.options.join(', ')}
          </Field>
        )}
        {COUNTED.includes(type) && (
          <>
            <Field nothing="none" label={type === 'money' ? 'Usual currency' : 'Usual unit'}>
              {fact.unit}
            </Field>
            <Field nothing="none" label="Measures">
              {fact.measures.join(', ')}
            </Field>
          </>
        )}
        <Field nothing="none" label="Place in its section">
          {fact.ordinal}
        </Field>
        <Field nothing="none" label="Claims">
          <Link href={claimsAddress(slug, ALWAYS)} prefetch={false}>
            {fact.claims.toLocaleString('en-GB')}
          </Link>
        </Field>
        <Field nothing="none" label="Version">
          {version}
        </Field>
      </FieldList>
      {fact.description !== '' && <p className={classes['description']}>{fact.description}</p>}
      <Section id="evidence" title="What the evidence says">
        {children}
      </Section>
      <Section title="History" count={history.length}>
        <HistoryList
          entries={history}
          action={(entry) =>
            mayDefine && entry.differs && entry.version !== null ? (
              <RestoreFact fact={{ id, version }} to={entry.version} />
            ) : null
          }
        />
      </Section>
    </>
  );
}
