'use client';

import { TextInput } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { FIELD_ORDER, InlineForm, ReasonField } from '#components/ui/inline-form.tsx';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { addFactAction, editFactAction, listObstaclesAction } from '#lib/facts/actions.ts';
import { addFactInput, editFactInput, type FactDetail, type Obstacle } from '#lib/facts/schema.ts';
import classes from './fact-form.module.css';
import { FactFields } from './fact-form-fields.tsx';
import {
  type EditFactValues,
  EMPTY_FACT,
  editFactShape,
  factValuesOf,
  type NewFactValues,
  newFactShape,
  sentFact,
} from './fact-form-values.ts';

/** Adds a fact to the sheet. */
export function NewFactForm({ userId, onClose }: { userId: number; onClose: () => void }) {
  const router = useRouter();
  const form = useInlineForm<NewFactValues, { id: number }>({
    owner: userId,
    name: 'fact',
    shape: newFactShape,
    initial: EMPTY_FACT,
    version: null,
    input: (values, _, idempotencyKey) => ({ ...sentFact(values), idempotencyKey }),
    schema: addFactInput,
    work: addFactAction,
    done: () => 'The fact is on the sheet.',
    onSaved: () => {
      onClose();
      router.push(`/facts#${form.kept.values.slug.trim()}`);
    },
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label="Add a fact" submitLabel="Add the fact" onClose={onClose}>
      <TextInput
        id={form.id('slug')}
        label="Key"
        description="Section and name, such as visa.entries. It never changes: addresses and files name the fact by it."
        inputWrapperOrder={FIELD_ORDER}
        required
        maxLength={80}
        spellCheck={false}
        autoCapitalize="none"
        value={values.slug}
        error={errors['slug']}
        onChange={(event) => set({ slug: event.currentTarget.value })}
      />
      <FactFields values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}

/** Changes how a fact is asked. Recorded values follow; where one would not, it is told which. */
export function EditFactForm({
  fact,
  userId,
  onClose,
}: {
  fact: FactDetail;
  userId: number;
  onClose: () => void;
}) {
  const { id } = fact;
  const [against, setAgainst] = useState<{ obstacles: Obstacle[]; total: number } | null>(null);
  const input = (values: EditFactValues, version: number) => ({ ...sentFact(values), id, version });
  const form = useInlineForm<EditFactValues, { version: number }>({
    owner: userId,
    name: `fact-${id}`,
    shape: editFactShape,
    initial: factValuesOf(fact),
    version: fact.version,
    input,
    schema: editFactInput,
    work: editFactAction,
    done: ({ version }) => (version === fact.version ? 'There was nothing to change.' : 'The fact is saved.'),
    onSaved: onClose,
    onInvalid: async (values) => {
      const found = await attempt(() => listObstaclesAction(input(values, fact.version)));
      setAgainst(found.ok ? found.data : null);
    },
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label="Edit the fact" submitLabel="Save" onClose={onClose}>
      {against !== null && against.total > 0 && <Obstacles {...against} />}
      <FactFields values={values} errors={errors} id={form.id} set={set} />
      <ReasonField values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}

/** The recorded values that stand against the change, each with its claim. */
function Obstacles({ obstacles, total }: { obstacles: Obstacle[]; total: number }) {
  const more = total - obstacles.length;
  return (
    <section className={classes['obstacles']} aria-label="Values that would not follow">
      <h2 className={classes['title']}>
        {total === 1
          ? 'One recorded value would not follow'
          : `${total.toLocaleString('en-GB')} recorded values would not follow`}
      </h2>
      <ul>
        {obstacles.map(({ claimId, statement, value, why }) => (
          <li key={claimId ?? 'overruling'}>
            {claimId === null ? (
              statement
            ) : (
              <Link href={`/claims/${claimId}` as Route} prefetch={false}>
                {statement}
              </Link>
            )}
            <span className={classes['value']}>{value}</span>
            <span className={classes['why']}>{why}</span>
          </li>
        ))}
      </ul>
      {more > 0 && <p className={classes['why']}>And {more.toLocaleString('en-GB')} more.</p>}
      <p className={classes['why']}>Change what these claims say first, or leave the fact as it is.</p>
    </section>
  );
}
