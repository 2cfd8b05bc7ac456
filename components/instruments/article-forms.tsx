'use client';

import { Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { z } from 'zod';
import { FIELD_ORDER, FormRow, InlineForm, ReasonField } from '#components/ui/inline-form.tsx';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { addArticleAction, editArticleAction, writeTextAction } from '#lib/instruments/actions.ts';
import {
  type ArticleRow,
  addArticleInput,
  editArticleInput,
  type VersionRow,
  writeTextInput,
} from '#lib/instruments/schema.ts';
import { LANGUAGES } from './form-fields.tsx';
import { articleShape, textShape } from './form-values.ts';
import classes from './instruments.module.css';

type ArticleValues = z.output<typeof articleShape>;
type TextValues = z.output<typeof textShape>;

/** Names an article of the act, or changes its name. */
export function ArticleForm({
  instrumentId,
  article,
  userId,
  onClose,
}: {
  instrumentId: number;
  /** null: a new one. */
  article: ArticleRow | null;
  userId: number;
  onClose: () => void;
}) {
  const form = useInlineForm<ArticleValues, { id: number }>({
    owner: userId,
    name: article ? `article-form-${article.id}` : `new-article-${instrumentId}`,
    shape: articleShape,
    initial: { place: article?.place ?? '', subject: article?.subject ?? '', reason: '' },
    version: article?.version ?? null,
    input: ({ reason, ...values }, version, idempotencyKey) =>
      article ? { ...values, reason, id: article.id, version } : { ...values, instrumentId, idempotencyKey },
    schema: article ? editArticleInput : addArticleInput,
    work: article ? editArticleAction : addArticleAction,
    done: () => (article ? 'The article is saved.' : 'The article is added.'),
    onSaved: onClose,
  });
  const { kept, id } = form;
  const { values, errors, set } = kept;
  return (
    <InlineForm
      form={form}
      label={article ? `Edit ${article.place}` : 'Add an article'}
      submitLabel={article ? 'Save' : 'Add the article'}
      onClose={onClose}
    >
      <FormRow>
        <TextInput
          id={id('place')}
          label="Place"
          description="As it is cited: paragraph 4, Article 12 part 3"
          inputWrapperOrder={FIELD_ORDER}
          required
          data-autofocus
          maxLength={200}
          value={values.place}
          error={errors['place']}
          onChange={(event) => set({ place: event.currentTarget.value })}
        />
        <TextInput
          id={id('subject')}
          label="Subject"
          description="What it is about, in a few words"
          inputWrapperOrder={FIELD_ORDER}
          maxLength={500}
          value={values.subject}
          error={errors['subject']}
          onChange={(event) => set({ subject: event.currentTarget.value })}
        />
      </FormRow>
      {article && <ReasonField values={values} errors={errors} id={id} set={set} />}
    </InlineForm>
  );
}

/** How an article reads in one of the versions, and its translation. */
export function TextForm({
  article,
  versions,
  userId,
  onClose,
}: {
  article: ArticleRow;
  versions: VersionRow[];
  userId: number;
  onClose: () => void;
}) {
  const [versionId, setVersionId] = useState(versions[0]?.id ?? 0);
  return (
    <>
      {versions.length > 1 && (
        <Select
          label="Which version"
          mb={8}
          maw={220}
          data={versions.map((row) => ({ value: String(row.id), label: `Version ${row.ordinal}` }))}
          value={String(versionId)}
          allowDeselect={false}
          onChange={(value) => value && setVersionId(Number(value))}
        />
      )}
      <TextOfVersion
        key={versionId}
        article={article}
        versionId={versionId}
        userId={userId}
        onClose={onClose}
      />
    </>
  );
}

function TextOfVersion({
  article,
  versionId,
  userId,
  onClose,
}: {
  article: ArticleRow;
  versionId: number;
  userId: number;
  onClose: () => void;
}) {
  const written = article.texts.find((text) => text.instrumentVersionId === versionId);
  const form = useInlineForm<TextValues, { version: number }>({
    owner: userId,
    name: `text-${article.id}-${versionId}`,
    shape: textShape,
    initial: {
      text: written?.text ?? '',
      language: written?.language ?? 'ru',
      translation: written?.translation ?? '',
      reason: '',
    },
    version: written?.version ?? null,
    input: (values, version) => ({
      ...values,
      articleId: article.id,
      instrumentVersionId: versionId,
      version: written ? version : null,
    }),
    schema: writeTextInput,
    work: writeTextAction,
    done: () => 'The text is saved.',
    onSaved: onClose,
  });
  const { kept, id } = form;
  const { values, errors, set } = kept;
  return (
    <InlineForm form={form} label={`Text of ${article.place}`} submitLabel="Save the text" onClose={onClose}>
      <div className={classes['texts']}>
        <Textarea
          id={id('text')}
          label="Text in the original"
          lang={values.language}
          minRows={4}
          maxRows={16}
          maxLength={50_000}
          value={values.text}
          error={errors['text']}
          onChange={(event) => set({ text: event.currentTarget.value })}
        />
        <Textarea
          id={id('translation')}
          label="Translation into English"
          minRows={4}
          maxRows={16}
          maxLength={50_000}
          value={values.translation}
          error={errors['translation']}
          onChange={(event) => set({ translation: event.currentTarget.value })}
        />
      </div>
      <LanguageSelect
        id={id('language')}
        label="Language of the original"
        value={values.language}
        first={LANGUAGES}
        error={errors['language']}
        onChange={(language) => set({ language })}
      />
      {written && <ReasonField values={values} errors={errors} id={id} set={set} />}
    </InlineForm>
  );
}
