'use client';

import { Group, MultiSelect, Radio, Select, TextInput } from '@mantine/core';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import type { Errors } from '#components/ui/form-errors.ts';
import { COUNTRY_CODES, countryName, parseCountries } from '#lib/facts/countries.ts';
import type { FactChoice } from '#lib/facts/schema.ts';
import { COUNTED, QUALIFIED, QUALIFIER_LABELS, QUALIFIERS } from '#lib/facts/vocabulary.ts';
import fields from '../evidence-form/fields.module.css';
import type { ValueValues } from './claim-values.ts';

const QUALIFIER_OPTIONS = QUALIFIERS.map((qualifier) => ({
  value: qualifier,
  label: QUALIFIER_LABELS[qualifier],
}));
const COUNTRIES = COUNTRY_CODES.map((code) => ({ value: code, label: countryName(code) })).sort((a, b) =>
  a.label.localeCompare(b.label, 'en'),
);

/** The input that the type of the fact wants. */
export function KnownValue({
  value,
  set,
  errors,
  fact,
}: {
  value: ValueValues;
  set: (patch: Partial<ValueValues>) => void;
  errors: Errors;
  fact: FactChoice;
}) {
  const common = { id: 'value.text', error: errors['value.text'] };
  switch (fact.type) {
    case 'date':
      return <EdtfInput {...common} label="Date" value={value.text} onChange={(text) => set({ text })} />;
    case 'boolean':
      return (
        <Choice
          {...common}
          label="Answer"
          value={yesOrNo(value.text)}
          options={['yes', 'no']}
          onChange={(text) => set({ text })}
        />
      );
    case 'option':
      return (
        <Choice
          {...common}
          label="Answer"
          value={value.text}
          options={fact.options}
          onChange={(text) => set({ text })}
        />
      );
    case 'countries': {
      const read = parseCountries(value.text);
      return (
        <MultiSelect
          {...common}
          label="Countries"
          data={COUNTRIES}
          value={read.ok ? read.codes : []}
          onChange={(codes) => set({ text: codes.join(', ') })}
          searchable
          clearable
          openOnFocus={false}
          hidePickedOptions
          maxDropdownHeight={280}
          nothingFoundMessage="No such country"
        />
      );
    }
    case 'number':
    case 'money':
    case 'duration':
    case 'text':
      return (
        <div className={fields['row']}>
          {QUALIFIED.includes(fact.type) && (
            <Select
              id="value.qualifier"
              label="Qualifier"
              placeholder="exactly"
              clearable
              data={QUALIFIER_OPTIONS}
              value={value.qualifier}
              onChange={(qualifier) => set({ qualifier })}
              error={errors['value.qualifier']}
            />
          )}
          <TextInput
            {...common}
            label={
              fact.type === 'duration' ? 'Length of time' : COUNTED.includes(fact.type) ? 'Number' : 'Value'
            }
            placeholder={fact.type === 'duration' ? '3 months' : ''}
            inputMode={COUNTED.includes(fact.type) ? 'decimal' : 'text'}
            autoComplete="off"
            value={value.text}
            onChange={(event) => set({ text: event.currentTarget.value })}
          />
        </div>
      );
  }
}

function yesOrNo(text: string): string {
  return { true: 'yes', false: 'no' }[text] ?? text;
}

function Choice({
  id,
  label,
  value,
  options,
  error,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  options: string[];
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  if (options.length > 7)
    return (
      <Select
        id={id}
        label={label}
        data={options}
        value={value === '' ? null : value}
        onChange={(option) => onChange(option ?? '')}
        searchable
        openOnFocus={false}
        error={error}
      />
    );
  return (
    <Radio.Group label={label} value={value} onChange={onChange} error={error}>
      <Group gap="md" mt={4}>
        {options.map((option, index) => (
          <Radio key={option} value={option} label={option} {...(index === 0 ? { id } : {})} />
        ))}
      </Group>
    </Radio.Group>
  );
}
