'use client';

import type { Errors } from '#components/ui/form-errors.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { EvidenceFields } from '../evidence-form/evidence-fields.tsx';
import { withQuote } from '../evidence-form/evidence-values.ts';
import { SourceFields } from '../evidence-form/source-fields.tsx';
import { ClaimantFields, TopicFields } from './claim-fields.tsx';
import classes from './claim-form.module.css';
import type { ClaimValues } from './claim-values.ts';
import { FormPart } from './form-part.tsx';
import { ValueFields } from './value-fields.tsx';
import { WordingFields, WorkFields } from './work-fields.tsx';

/** Everything below the statement. A new claim also takes its first source. */
export function ClaimFormFields({
  values,
  set,
  errors,
  choices,
  withSource,
}: {
  values: ClaimValues;
  set: (patch: Partial<ClaimValues>) => void;
  errors: Errors;
  choices: FormChoices;
  withSource: boolean;
}) {
  const part = { values, set, errors, choices };
  const wrong = (start: string) => Object.keys(errors).some((path) => path.startsWith(start));
  const { source } = values;
  return (
    <>
      <ClaimantFields {...part} />
      <TopicFields {...part} />
      {withSource && (
        <FormPart title="First source" hint="where the claim was found" startsOpen wrong={wrong('source.')}>
          <SourceFields
            path="source.source"
            value={source.source}
            onChange={(chosen) => set({ source: { ...source, source: chosen } })}
            errors={errors}
            languages={choices.languages}
          />
          <EvidenceFields
            path="source."
            value={source}
            onChange={(patch) => set({ source: { ...source, ...withQuote(source.source, patch) } })}
            errors={errors}
            sourceId={source.source.known?.id ?? null}
            languages={choices.languages}
          />
        </FormPart>
      )}
      <FormPart title="Original wording" startsOpen wrong={wrong('originalWording') || wrong('language')}>
        <WordingFields {...part} />
      </FormPart>
      <FormPart title="What it says as data" hint="for the fact sheet" startsOpen wrong={wrong('value.')}>
        <ValueFields
          value={values.value}
          onChange={(value) => set({ value })}
          facts={choices.facts}
          errors={errors}
        />
      </FormPart>
      <FormPart title="Work" startsOpen wrong={wrong('priority') || wrong('assigneeId')}>
        <div className={classes['fields']}>
          <WorkFields {...part} />
        </div>
      </FormPart>
    </>
  );
}
