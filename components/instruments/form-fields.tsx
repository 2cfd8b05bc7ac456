'use client';

import { Select, Textarea, TextInput } from '@mantine/core';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import { type FormPart, FormRow, LongTextField } from '#components/ui/inline-form.tsx';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import { INSTRUMENT_KIND_LABELS, INSTRUMENT_KINDS } from '#lib/instruments/vocabulary.ts';
import { DocumentPicker } from './document-picker.tsx';
import type { EditActValues, VersionValues } from './form-values.ts';

const KINDS = INSTRUMENT_KINDS.map((value) => ({ value, label: INSTRUMENT_KIND_LABELS[value] }));
export const LANGUAGES = ['ru', 'en'];
/** What an act is called, who issued it and when. */
export function ActFields({ values, errors, id, set }: FormPart<Omit<EditActValues, 'reason'>>) {
  return (
    <>
      <FormRow>
        <Select
          id={id('kind')}
          label="Kind"
          data={KINDS}
          value={values.kind}
          allowDeselect={false}
          error={errors['kind']}
          onChange={(kind) => kind && set({ kind })}
        />
        <TextInput
          id={id('number')}
          label="Number"
          required
          maxLength={100}
          value={values.number}
          error={errors['number']}
          onChange={(event) => set({ number: event.currentTarget.value })}
        />
        <TextInput
          id={id('issuer')}
          label="Issuer"
          required
          maxLength={300}
          value={values.issuer}
          error={errors['issuer']}
          onChange={(event) => set({ issuer: event.currentTarget.value })}
        />
      </FormRow>
      <Textarea
        id={id('title')}
        label="Title in the original"
        lang={values.language}
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        value={values.title}
        error={errors['title']}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Textarea
        id={id('titleEnglish')}
        label="Title in English"
        minRows={1}
        maxRows={6}
        maxLength={2_000}
        value={values.titleEnglish}
        error={errors['titleEnglish']}
        onChange={(event) => set({ titleEnglish: event.currentTarget.value })}
      />
      <FormRow>
        <LanguageSelect
          id={id('language')}
          label="Language of the original"
          value={values.language}
          first={LANGUAGES}
          error={errors['language']}
          onChange={(language) => set({ language })}
        />
        <EdtfInput
          id={id('adoptedOn')}
          label="Adopted on"
          value={values.adoptedOn}
          error={errors['adoptedOn']}
          onChange={(adoptedOn) => set({ adoptedOn })}
        />
        <EdtfInput
          id={id('publishedOn')}
          label="Published on"
          value={values.publishedOn}
          error={errors['publishedOn']}
          onChange={(publishedOn) => set({ publishedOn })}
        />
      </FormRow>
    </>
  );
}

/** From when to when a version is in force, and the documents that carry it. */
export function VersionFields({ values, errors, id, set }: FormPart<Omit<VersionValues, 'reason'>>) {
  return (
    <>
      <FormRow>
        <EdtfInput
          id={id('inForceFrom')}
          label="In force from"
          value={values.inForceFrom}
          error={errors['inForceFrom']}
          onChange={(inForceFrom) => set({ inForceFrom })}
        />
        <EdtfInput
          id={id('inForceTo')}
          label="In force to"
          description="Empty while it is, or where it is not known"
          value={values.inForceTo}
          error={errors['inForceTo']}
          onChange={(inForceTo) => set({ inForceTo })}
        />
      </FormRow>
      <DocumentPicker
        id={id('sourceIds')}
        value={values.sourceIds}
        error={errors['sourceIds']}
        onChange={(sourceIds) => set({ sourceIds })}
      />
      <LongTextField
        id={id('note')}
        label="Note"
        description="What this version changed, or what is not known of it"
        most={5_000}
        value={values.note}
        error={errors['note']}
        onChange={(note) => set({ note })}
      />
    </>
  );
}
