'use client';

import { Select, Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { z } from 'zod';
import { attempt } from '#components/ui/attempt.ts';
import { FormRow, InlineForm } from '#components/ui/inline-form.tsx';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { actChoicesAction, addDependenceAction } from '#lib/instruments/actions.ts';
import { instrumentName } from '#lib/instruments/naming.ts';
import { type ActChoice, addDependenceInput } from '#lib/instruments/schema.ts';
import { DEPENDENT_PART_LABELS, DEPENDENT_PARTS } from '#lib/instruments/vocabulary.ts';
import fields from './form.module.css';
import { dependenceShape } from './form-values.ts';

type Values = z.output<typeof dependenceShape>;
const EMPTY: Values = { instrumentId: null, articleId: null, part: 'claim', note: '' };

/** Says on which act, or article of it, the claim or its value depends. */
export function DependenceForm({
  claimId,
  hasValue,
  userId,
  onClose,
}: {
  claimId: number;
  hasValue: boolean;
  userId: number;
  onClose: () => void;
}) {
  const [acts, setActs] = useState<ActChoice[] | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void attempt(() => actChoicesAction({})).then((result) => {
      if (gone) return;
      if (result.ok) setActs(result.data);
      else setFailure(result.message);
    });
    return () => {
      gone = true;
    };
  }, []);
  const form = useInlineForm<Values, { id: number }>({
    owner: userId,
    name: `dependence-${claimId}`,
    shape: dependenceShape,
    initial: EMPTY,
    version: null,
    input: (values) => ({ ...values, claimId }),
    schema: addDependenceInput,
    work: addDependenceAction,
    done: () => 'What it depends on is recorded.',
    onSaved: onClose,
  });
  const { kept, id } = form;
  const { values, errors, set } = kept;
  const articles = acts?.find((act) => act.id === values.instrumentId)?.articles ?? [];
  return (
    <InlineForm form={form} label="Say what it depends on" submitLabel="Add" onClose={onClose}>
      {failure && (
        <p className={fields['error']} role="alert">
          {failure}
        </p>
      )}
      <FormRow>
        <Select
          id={id('instrumentId')}
          label="Act"
          required
          searchable
          placeholder={acts === null ? 'Loading the acts…' : 'Choose an act'}
          nothingFoundMessage="No such act; record it under Instruments first"
          data={(acts ?? []).map((act) => ({ value: String(act.id), label: instrumentName(act) }))}
          value={values.instrumentId === null ? null : String(values.instrumentId)}
          error={errors['instrumentId'] && 'Choose an act.'}
          onChange={(value) => set({ instrumentId: value === null ? null : Number(value), articleId: null })}
        />
        <Select
          id={id('articleId')}
          label="Article"
          clearable
          placeholder="The whole act"
          disabled={articles.length === 0}
          data={articles.map(({ id: articleId, place, subject }) => ({
            value: String(articleId),
            label: subject ? `${place}: ${subject}` : place,
          }))}
          value={values.articleId === null ? null : String(values.articleId)}
          error={errors['articleId']}
          onChange={(value) => set({ articleId: value === null ? null : Number(value) })}
        />
        <Select
          id={id('part')}
          label="What depends on it"
          data={DEPENDENT_PARTS.map((part) => ({
            value: part,
            label: DEPENDENT_PART_LABELS[part],
            disabled: part === 'value' && !hasValue,
          }))}
          value={values.part}
          allowDeselect={false}
          error={errors['part']}
          onChange={(part) => part && set({ part })}
        />
      </FormRow>
      <Textarea
        id={id('note')}
        label="Note"
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        value={values.note}
        error={errors['note']}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
    </InlineForm>
  );
}
