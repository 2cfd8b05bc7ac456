'use client';

import { Checkbox, Select, TagsInput, TextInput } from '@mantine/core';
import {
  FIELD_ORDER,
  type FormPart,
  FormRow,
  LongTextField,
  OrdinalField,
} from '#components/ui/inline-form.tsx';
import { COUNTED, FACT_TYPES, TYPE_LABELS } from '#lib/facts/vocabulary.ts';
import type { DefinitionValues } from './fact-form-values.ts';

const TYPES = FACT_TYPES.map((value) => ({
  value,
  label: `${TYPE_LABELS[value].slice(0, 1).toUpperCase()}${TYPE_LABELS[value].slice(1)}`,
}));

/** What is asked, and what an answer looks like. */
export function FactFields({ values, errors, id, set }: FormPart<DefinitionValues>) {
  const counted = COUNTED.includes(values.type);
  return (
    <>
      <TextInput
        id={id('question')}
        label="Question"
        required
        maxLength={300}
        value={values.question}
        error={errors['question']}
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <FormRow>
        <Select
          id={id('type')}
          label="Type of the answer"
          data={TYPES}
          value={values.type}
          allowDeselect={false}
          error={errors['type']}
          onChange={(type) => type && set({ type })}
        />
        <OrdinalField
          values={values}
          errors={errors}
          id={id}
          set={set}
          label="Place in its section"
          ties="age"
        />
      </FormRow>
      <Checkbox
        id={id('series')}
        label="A series: it has a value at each of many dates"
        checked={values.series}
        error={errors['series']}
        onChange={(event) => set({ series: event.currentTarget.checked })}
      />
      {values.type === 'option' && (
        <TagsInput
          id={id('options')}
          label="Answers to choose from"
          description="Enter or a comma ends an answer"
          inputWrapperOrder={FIELD_ORDER}
          value={values.options}
          error={errors['options']}
          onChange={(options) => set({ options })}
        />
      )}
      {counted && (
        <FormRow>
          <TextInput
            id={id('unit')}
            label={values.type === 'money' ? 'Usual currency' : 'Usual unit'}
            description="Filled in where a claim gives none; claims keep the one they give"
            inputWrapperOrder={FIELD_ORDER}
            maxLength={60}
            value={values.unit}
            error={errors['unit']}
            onChange={(event) => set({ unit: event.currentTarget.value })}
          />
          <TagsInput
            id={id('measures')}
            label="Measures"
            description="What is counted: applications, permits. Enter or a comma ends one"
            inputWrapperOrder={FIELD_ORDER}
            value={values.measures}
            error={errors['measures']}
            onChange={(measures) => set({ measures })}
          />
        </FormRow>
      )}
      <LongTextField
        id={id('description')}
        label="Description"
        description="What an answer means, and what it leaves out"
        value={values.description}
        error={errors['description']}
        onChange={(description) => set({ description })}
      />
    </>
  );
}
