'use client';

import { Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { completeUrl, withTitle, withUrl } from '#components/claims/evidence-form/evidence-values.ts';
import { PageFill } from '#components/claims/evidence-form/page-fill.tsx';
import { PublisherField } from '#components/claims/evidence-form/publisher-field.tsx';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import { ErrorSummary } from '#components/ui/error-summary.tsx';
import { DraftNotice, FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import type { KeptForm } from '#components/ui/use-kept-form.ts';
import { KIND_LABELS, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { KnownAddress } from './known-address.tsx';
import classes from './source-form.module.css';
import type { SourceFormValues } from './source-values.ts';

const KINDS = SOURCE_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }));

/** The form as it stands on the page; adding and editing differ in what they send. */
export function SourceFormView({
  kept,
  sourceId,
  languages,
  draftNote,
  onDiscard,
  extra,
  buttons,
}: {
  kept: KeptForm<SourceFormValues>;
  /** null: a new source, whose title and kind follow its address. */
  sourceId: number | null;
  languages: string[];
  draftNote?: ReactNode;
  onDiscard: () => void;
  extra?: ReactNode;
  buttons: ReactNode;
}) {
  const { values, set, errors } = kept;
  const [settled, setSettled] = useState('');
  const setUrl = (url: string) => set(sourceId === null ? withUrl(values, url) : { url });
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      <DraftNotice restoredAt={kept.draft.restoredAt} note={draftNote} onDiscard={onDiscard} />
      {kept.problem && <FormProblem key={`problem-${kept.failures}`}>{kept.problem}</FormProblem>}
      <ErrorSummary key={`errors-${kept.failures}`} errors={kept.summary} />
      <div className={classes['fields']}>
        <div>
          <TextInput
            id="url"
            label="Address"
            placeholder="https://"
            description="Empty for a document that is not on the web"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={2_100}
            value={values.url}
            error={errors['url']}
            onChange={(event) => setUrl(event.currentTarget.value)}
            onPaste={(event) => setSettled(completeUrl(event.clipboardData.getData('text')))}
            onBlur={() => {
              const complete = completeUrl(values.url);
              setSettled(complete);
              if (complete !== values.url) setUrl(complete);
            }}
          />
          <KnownAddress url={values.url} exceptId={sourceId} />
          {sourceId === null && settled === completeUrl(values.url) && (
            <PageFill address={settled} create={values} onFill={set} />
          )}
        </div>
        <Textarea
          id="title"
          minRows={1}
          maxRows={6}
          label="Title"
          required
          maxLength={600}
          value={values.title}
          error={errors['title']}
          onChange={(event) => {
            const title = event.currentTarget.value;
            set(sourceId === null ? withTitle(values, title) : { title });
          }}
        />
        <Checkbox
          id="titleExact"
          label="This is the page’s own title; unticked, the title describes the page"
          checked={values.titleExact}
          onChange={(event) => set({ titleExact: event.currentTarget.checked })}
        />
        <div className={classes['row']}>
          <PublisherField
            id="publisher"
            value={values.publisher}
            error={errors['publisher']}
            onChange={(publisher) => set({ publisher })}
            onPick={(publisher, kind) => set(kind && sourceId === null ? { publisher, kind } : { publisher })}
          />
          <Select
            id="kind"
            label="Kind"
            data={KINDS}
            value={values.kind}
            allowDeselect={false}
            error={errors['kind']}
            onChange={(kind) => {
              if (kind !== null) set({ kind });
            }}
          />
          <LanguageSelect
            id="language"
            label="Language of the page"
            value={values.language}
            first={languages}
            clearable
            error={errors['language']}
            follows={!values.languageChosen}
            onChange={(language) => set({ language, languageChosen: true })}
          />
          <EdtfInput
            id="publishedOn"
            label="Published on"
            value={values.publishedOn}
            error={errors['publishedOn']}
            onChange={(publishedOn) => set({ publishedOn })}
          />
        </div>
        {extra}
      </div>
      <div className={classes['bar']}>
        {buttons}
        {!kept.draft.kept && <span className={classes['quiet']}>This browser keeps no drafts.</span>}
      </div>
      <SessionEnded opened={kept.sessionEnded} onClose={kept.closeSession} />
    </form>
  );
}
