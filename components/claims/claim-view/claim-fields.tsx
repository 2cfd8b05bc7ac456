import type { Route } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { Day } from '#components/ui/time.tsx';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import { PRIORITY_LABELS } from '#lib/claims/vocabulary.ts';
import { languageName } from '#lib/core/language.ts';
import { formatValue } from '#lib/facts/value.ts';
import classes from './claim-view.module.css';

/** What is known about the claim besides its words; each name leads to the other claims it has. */
export function ClaimFields({ claim }: { claim: ClaimDetail }) {
  const { claimant, topic, assignee, value } = claim;
  return (
    <dl className={classes['fields']}>
      {value && (
        <Field label="Value" wide>
          <strong className={classes['value']}>{formatValue(value)}</strong>
          <Link className={classes['fact']} href={`/facts#${value.fact.slug}` as Route}>
            {value.fact.question}
          </Link>
        </Field>
      )}
      <Field label="Claimant">
        {claimant && <Listed by={`claimant=${claimant.id}`}>{claimant.name}</Listed>}
      </Field>
      <Field label="Claimed on">
        {claim.claimedOn && <span className={classes['date']}>{claim.claimedOn}</span>}
      </Field>
      <Field label="Topic">
        <Listed by={`topic=${encodeURIComponent(topic.slug)}`}>{topic.name}</Listed>
      </Field>
      <Field label="Tags">
        {claim.tags.length > 0 && (
          <ul className={classes['tags']}>
            {claim.tags.map((tag) => (
              <li key={tag.slug}>
                <Listed by={`tag=${encodeURIComponent(tag.slug)}`}>{tag.name}</Listed>
              </li>
            ))}
          </ul>
        )}
      </Field>
      <Field label="Language">{languageName(claim.language)}</Field>
      <Field label="Priority">{PRIORITY_LABELS[claim.priority]}</Field>
      <Field label="Assignee">
        {assignee && <Listed by={`assignee=${assignee.id}`}>{assignee.name}</Listed>}
      </Field>
      <Field label="Logged">
        <Day at={claim.createdAt} />
        {claim.createdBy && ` by ${claim.createdBy}`}
      </Field>
      <Field label="Updated">
        <Day at={claim.updatedAt} />
        {`, version ${claim.version}`}
      </Field>
    </dl>
  );
}

function Field({ label, wide = false, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={classes['field']} data-wide={wide || undefined}>
      <dt>{label}</dt>
      <dd>{children || <span className={classes['nothing']}>none</span>}</dd>
    </div>
  );
}

/** Leads to the list of claims that have this too. */
function Listed({ by, children }: { by: string; children: ReactNode }) {
  return (
    <Link className={classes['listed']} href={`/claims?${by}` as Route} prefetch={false}>
      {children}
    </Link>
  );
}
