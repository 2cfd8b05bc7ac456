'use client';

import { Checkbox, Select } from '@mantine/core';
import { InlineForm, ReasonField } from '#components/ui/inline-form.tsx';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { editVersionAction, recordAmendmentAction } from '#lib/instruments/actions.ts';
import { instrumentName } from '#lib/instruments/naming.ts';
import {
  type ActChoice,
  editVersionInput,
  type InstrumentDetail,
  recordAmendmentInput,
  type VersionRow,
} from '#lib/instruments/schema.ts';
import fields from './form.module.css';
import { VersionFields } from './form-fields.tsx';
import {
  type AmendmentValues,
  amendmentShape,
  EMPTY_AMENDMENT,
  sent,
  type VersionValues,
  versionFormShape,
  versionValuesOf,
} from './form-values.ts';
import classes from './instruments.module.css';

/** A new version of the act, with the articles that it touches. */
export function AmendmentForm({
  act,
  acts,
  userId,
  onClose,
}: {
  act: InstrumentDetail;
  acts: ActChoice[];
  userId: number;
  onClose: () => void;
}) {
  const form = useInlineForm<AmendmentValues, { marked: number }>({
    owner: userId,
    name: `amendment-${act.id}`,
    shape: amendmentShape,
    initial: EMPTY_AMENDMENT,
    version: null,
    input: (values, _, idempotencyKey) => ({ ...sent(values), instrumentId: act.id, idempotencyKey }),
    schema: recordAmendmentInput,
    work: recordAmendmentAction,
    done: ({ marked }) => `The amendment is recorded. ${toldMarked(marked)}`,
    onSaved: onClose,
  });
  const { kept, id } = form;
  const { values, errors, set } = kept;
  const others = acts.filter((one) => one.id !== act.id);
  const touch = (articleId: number, touched: boolean) =>
    set({
      touchedArticleIds: touched
        ? [...values.touchedArticleIds, articleId]
        : values.touchedArticleIds.filter((one) => one !== articleId),
    });
  return (
    <InlineForm form={form} label="Record an amendment" submitLabel="Record the amendment" onClose={onClose}>
      <Select
        id={id('amendedById')}
        label="Amended by"
        description="Empty where the act that changed it is not known here"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={others.map((one) => ({ value: String(one.id), label: instrumentName(one) }))}
        value={values.amendedById === null ? null : String(values.amendedById)}
        clearable
        searchable
        error={errors['amendedById']}
        onChange={(value) => set({ amendedById: value === null ? null : Number(value) })}
      />
      <fieldset className={fields['touched']} id={id('touchedArticleIds')} tabIndex={-1}>
        <legend>What it touches</legend>
        <Checkbox
          label="All of the act"
          checked={values.touchesAll}
          onChange={(event) => set({ touchesAll: event.currentTarget.checked })}
        />
        {act.articleList.map((article) => (
          <Checkbox
            key={article.id}
            label={article.subject ? `${article.place}: ${article.subject}` : article.place}
            checked={values.touchesAll || values.touchedArticleIds.includes(article.id)}
            disabled={values.touchesAll}
            onChange={(event) => touch(article.id, event.currentTarget.checked)}
          />
        ))}
        {errors['touchedArticleIds'] && <p className={fields['error']}>{errors['touchedArticleIds']}</p>}
        <p className={classes['quiet']}>
          Claims that depend on these, or on the whole act, are marked stale until somebody looks again.
        </p>
      </fieldset>
      <VersionFields values={values} errors={errors} id={id} set={set} />
    </InlineForm>
  );
}

function toldMarked(marked: number): string {
  if (marked === 0) return 'Nothing depends on what it touches.';
  return marked === 1 ? 'One claim is marked stale.' : `${marked} dependences are marked stale.`;
}

/** Corrects when a version is in force, its documents and its note. */
export function VersionForm({
  row,
  userId,
  onClose,
}: {
  row: VersionRow;
  userId: number;
  onClose: () => void;
}) {
  const form = useInlineForm<VersionValues, { version: number }>({
    owner: userId,
    name: `version-${row.id}`,
    shape: versionFormShape,
    initial: versionValuesOf(row),
    version: row.version,
    input: (values, version) => ({ ...sent(values), id: row.id, version }),
    schema: editVersionInput,
    work: editVersionAction,
    done: ({ version }) =>
      version === row.version ? 'There was nothing to change.' : 'The version is saved.',
    onSaved: onClose,
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label={`Edit version ${row.ordinal}`} submitLabel="Save" onClose={onClose}>
      <VersionFields values={values} errors={errors} id={form.id} set={set} />
      <ReasonField values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}
