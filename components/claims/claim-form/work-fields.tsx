'use client';

import { Select, Textarea } from '@mantine/core';
import type { Errors } from '#components/ui/form-errors.ts';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import type { FormChoices } from '#lib/claims/schema.ts';
import { PRIORITIES, PRIORITY_LABELS } from '#lib/claims/vocabulary.ts';
import fields from '../evidence-form/fields.module.css';
import { type ClaimValues, withWords } from './claim-values.ts';

const PRIORITY_OPTIONS = PRIORITIES.map((priority) => ({
  value: priority,
  label: PRIORITY_LABELS[priority],
}));

type Part = {
  values: ClaimValues;
  set: (patch: Partial<ClaimValues>) => void;
  errors: Errors;
  choices: FormChoices;
};

/** Most of its letters are. */
function isCyrillic(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const cyrillic = text.match(/\p{Script=Cyrillic}/gu)?.length ?? 0;
  return cyrillic > letters / 2;
}

/** The claim in the words of the claimant. */
export function WordingFields({ values, set, errors, choices }: Part) {
  return (
    <div className={fields['fields']}>
      <Textarea
        id="originalWording"
        label="Original wording"
        description="As it was said or written, in its own language"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxRows={14}
        lang={values.language}
        value={values.originalWording}
        error={errors['originalWording']}
        onChange={(event) => set(withWords(values, { originalWording: event.currentTarget.value }))}
      />
      <LanguageSelect
        id="language"
        label="Language of the original"
        description={
          isCyrillic(values.originalWording) && values.language === 'en'
            ? 'The wording is in Cyrillic letters; is it English?'
            : null
        }
        value={values.language}
        first={choices.languages}
        error={errors['language']}
        follows={!values.languageChosen}
        onChange={(language) => set({ language, languageChosen: true })}
      />
    </div>
  );
}

/** Who works on it, and how soon. */
export function WorkFields({ values, set, errors, choices }: Part) {
  return (
    <div className={fields['row']}>
      <Select
        id="priority"
        label="Priority"
        data={PRIORITY_OPTIONS}
        value={values.priority}
        allowDeselect={false}
        error={errors['priority']}
        onChange={(priority) => {
          if (priority !== null) set({ priority });
        }}
      />
      <Select
        id="assigneeId"
        label="Assignee"
        placeholder="Nobody"
        clearable
        searchable
        openOnFocus={false}
        data={choices.assignees.map(({ id, name }) => ({ value: id, label: name }))}
        value={values.assigneeId}
        error={errors['assigneeId']}
        nothingFoundMessage="Nobody of that name"
        onChange={(assigneeId) => set({ assigneeId })}
      />
    </div>
  );
}
