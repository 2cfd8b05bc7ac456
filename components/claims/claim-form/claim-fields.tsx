'use client';

import { Select, TagsInput, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import type { Errors } from '#components/ui/form-errors.ts';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { searchClaimantsAction } from '#lib/claimants/actions.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { isBareUrl } from '../evidence-form/evidence-values.ts';
import fields from '../evidence-form/fields.module.css';
import classes from './claim-form.module.css';
import { type ClaimValues, withWords } from './claim-values.ts';

const STATEMENT_MAX = 1_000;
/** From here on the length is worth a look. */
const STATEMENT_LONG = 800;

type Part = { values: ClaimValues; set: (patch: Partial<ClaimValues>) => void; errors: Errors };

/** The sentence. `onUrl` takes an address that is pasted here instead of where it belongs. */
export function StatementField({
  values,
  set,
  errors,
  onUrl,
}: Part & { onUrl: ((url: string) => void) | null }) {
  const { length } = values.statement;
  return (
    <Textarea
      id="statement"
      label="Statement"
      description={
        onUrl
          ? 'One checkable sentence, in our words. An address pasted here becomes the first source.'
          : 'One checkable sentence, in our words.'
      }
      classNames={{ input: classes['statement'] ?? '' }}
      required
      minRows={2}
      maxRows={12}
      value={values.statement}
      error={errors['statement']}
      bottomSection={
        length < STATEMENT_LONG ? null : (
          <span className={classes['counter']} data-over={length > STATEMENT_MAX}>
            {length > STATEMENT_MAX
              ? `${length - STATEMENT_MAX} characters too many`
              : `${STATEMENT_MAX - length} characters left`}
          </span>
        )
      }
      onPaste={(event) => {
        const text = event.clipboardData.getData('text');
        if (onUrl === null || !isBareUrl(text) || values.statement.trim() !== '') return;
        event.preventDefault();
        onUrl(text.trim());
      }}
      onKeyDown={(event) => {
        // A statement is one line.
        if (event.key === 'Enter') event.preventDefault();
      }}
      onChange={(event) =>
        set(withWords(values, { statement: event.currentTarget.value.replace(/\s*\n\s*/g, ' ') }))
      }
    />
  );
}

/** Who claimed it and when. */
export function ClaimantFields({ values, set, errors }: Part) {
  const claims = useRef(new Map<string, number>());
  const { claimant } = values;
  return (
    <div className={fields['row']}>
      <TypeAhead
        id="claimant"
        label="Claimant"
        description={
          claimant.id === null && claimant.name.trim() !== ''
            ? 'A new name, unless it is known in another spelling'
            : 'Person, institution or outlet'
        }
        value={claimant.name}
        error={errors['claimant']}
        maxLength={300}
        onChange={(name) => set({ claimant: { id: claims.current.get(name) ?? null, name } })}
        createLabel={(name) => `Create “${name}”`}
        search={async (text) => {
          const found = await attempt(() => searchClaimantsAction({ text }));
          if (!found.ok) return null;
          for (const { id, name } of found.data) claims.current.set(name, id);
          return found.data.map((option) => ({
            key: String(option.id),
            label: option.name,
            note: option.claims === 1 ? '1 claim' : `${option.claims} claims`,
          }));
        }}
        onPick={(option) => set({ claimant: { id: Number(option.key), name: option.label } })}
      />
      <EdtfInput
        id="claimedOn"
        label="Claimed on"
        value={values.claimedOn}
        error={errors['claimedOn']}
        onChange={(claimedOn) => set({ claimedOn })}
      />
    </div>
  );
}

export function TopicFields({ values, set, errors, choices }: Part & { choices: FormChoices }) {
  return (
    <div className={fields['row']}>
      <Select
        id="topicId"
        label="Topic"
        placeholder="Choose a topic"
        withAsterisk
        searchable
        openOnFocus={false}
        allowDeselect={false}
        data={choices.topics
          .filter(({ id, retired }) => !retired || id === values.topicId)
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={values.topicId}
        error={errors['topicId']}
        nothingFoundMessage="No such topic"
        onChange={(topicId) => set({ topicId })}
      />
      <TagsInput
        id="tags"
        label="Tags"
        description="Enter or a comma ends a tag; a new one is created"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        openOnFocus={false}
        data={choices.tags.map(({ name }) => name)}
        value={values.tags}
        maxTags={20}
        error={errors['tags']}
        onChange={(tags) => set({ tags })}
      />
    </div>
  );
}
