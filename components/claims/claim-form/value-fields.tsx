'use client';

import { Autocomplete, Group, Input, SegmentedControl, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import type { Errors } from '#components/ui/form-errors.ts';
import type { FactChoice, FactOption } from '#lib/facts/schema.ts';
import { formatValue, parseUnit, parseValue } from '#lib/facts/value.ts';
import { COUNTED, type FactType, QUALIFIED } from '#lib/facts/vocabulary.ts';
import fields from '../evidence-form/fields.module.css';
import { emptyValue, type ValueValues } from './claim-values.ts';
import { KnownValue } from './known-value.tsx';

const STATES = [
  { value: 'known' as const, label: 'A value' },
  { value: 'unknown' as const, label: 'Unknown' },
  { value: 'none' as const, label: 'None' },
];
const STATE_MEANINGS: Record<ValueValues['state'], string> = {
  known: 'The claim gives a value.',
  unknown: 'The claim says that it is not known.',
  none: 'The claim says that there is none.',
};
/** Offered where the fact has no measures of its own. */
const MEASURES = ['applications', 'applicants', 'permits', 'visas', 'people', 'families'];
/** Typed text of one type makes sense in another; a ticked answer does not. */
const WRITTEN: FactType[] = ['date', 'number', 'money', 'duration', 'text'];

type Part = {
  value: ValueValues;
  set: (patch: Partial<ValueValues>) => void;
  errors: Errors;
};

/** Which question the claim answers, and what it says, in the input that the question's type wants. */
export function ValueFields({
  value,
  onChange,
  facts,
  errors,
}: {
  value: ValueValues;
  onChange: (value: ValueValues) => void;
  facts: FactOption[];
  errors: Errors;
}) {
  const fact = facts.find((candidate) => candidate.id === value.factId);
  const set = (patch: Partial<ValueValues>) => onChange({ ...value, ...patch });
  const part = { value, set, errors };

  const choose = (factId: number | null) => {
    const next = facts.find((candidate) => candidate.id === factId);
    if (!next) return onChange(emptyValue());
    const keeps =
      next.type === fact?.type || (WRITTEN.includes(next.type) && (!fact || WRITTEN.includes(fact.type)));
    onChange({
      ...value,
      factId,
      ...(keeps ? {} : { text: '' }),
      unit: value.unit === (fact?.unit ?? '') ? (next.unit ?? '') : value.unit,
    });
  };

  return (
    <div className={fields['fields']}>
      <Select
        id="value.factId"
        label="Question it answers"
        description={fact?.retired ? 'Retired: other claims cannot choose it any more.' : fact?.description}
        placeholder="None, or choose a fact"
        data={facts
          .filter(({ id, retired }) => !retired || id === value.factId)
          .map(({ id, question, slug }) => ({ value: id, label: `${question} ${slug}` }))}
        value={value.factId}
        onChange={choose}
        renderOption={({ option }) => {
          const shown = facts.find((candidate) => candidate.id === option.value);
          return (
            <span>
              {shown?.question} <span className={fields['quiet']}>{shown?.slug}</span>
            </span>
          );
        }}
        searchable
        clearable
        openOnFocus={false}
        nothingFoundMessage="No such question"
        error={errors['value.factId']}
      />
      {fact && (
        <>
          <Input.Wrapper
            id="value.state"
            label="What it says"
            labelElement="div"
            description={STATE_MEANINGS[value.state]}
            descriptionProps={{ mt: 4 }}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={errors['value.state']}
          >
            <Group>
              <SegmentedControl
                aria-labelledby="value.state-label"
                aria-describedby="value.state-description"
                data={STATES}
                value={value.state}
                onChange={(state) => set({ state })}
              />
            </Group>
          </Input.Wrapper>
          {value.state === 'known' && <KnownValue {...part} fact={fact} />}
          <Details {...part} fact={fact} />
          {(!fact.series || value.validFrom !== '' || value.validTo !== '') && <ValidityFields {...part} />}
          <Reading value={value} fact={fact} />
        </>
      )}
    </div>
  );
}

/** Unit, measure and date, where the type has them or an existing value does. */
function Details({ value, set, errors, fact }: Part & { fact: FactOption }) {
  const counted = COUNTED.includes(fact.type);
  const shown: ReactNode[] = [];
  if (value.state === 'known' && (counted || value.unit !== ''))
    shown.push(
      <TextInput
        key="unit"
        id="value.unit"
        label={fact.type === 'money' ? 'Currency' : 'Unit'}
        placeholder={fact.unit ?? (fact.type === 'money' ? 'RUB' : '')}
        value={value.unit}
        onChange={(event) => set({ unit: event.currentTarget.value })}
        error={errors['value.unit']}
      />,
    );
  if (counted || value.measure !== '')
    shown.push(
      <Autocomplete
        key="measure"
        id="value.measure"
        label="Measure"
        description="What is counted"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={fact.measures.length > 0 ? fact.measures : MEASURES}
        openOnFocus={false}
        value={value.measure}
        onChange={(measure) => set({ measure })}
        error={errors['value.measure']}
      />,
    );
  if (QUALIFIED.includes(fact.type) || fact.series || value.asOf !== '')
    shown.push(
      <EdtfInput
        key="asOf"
        id="value.asOf"
        label="As of"
        description="The date it holds for"
        value={value.asOf}
        onChange={(asOf) => set({ asOf })}
        error={errors['value.asOf']}
      />,
    );
  return shown.length > 0 && <div className={fields['row']}>{shown}</div>;
}

/** From when to when it held, which other sources than the claim's may tell. */
function ValidityFields({ value, set, errors }: Part) {
  return (
    <div className={fields['row']}>
      <EdtfInput
        id="value.validFrom"
        label="Valid from"
        description="Where the value held for a time only"
        value={value.validFrom}
        onChange={(validFrom) => set({ validFrom })}
        error={errors['value.validFrom']}
      />
      <EdtfInput
        id="value.validTo"
        label="Valid until"
        description="The last day on which it held"
        value={value.validTo}
        onChange={(validTo) => set({ validTo })}
        error={errors['value.validTo']}
      />
    </div>
  );
}

/** How the value will be read: “more than 800 applications (2025-03-24)”. */
function Reading({ value, fact }: { value: ValueValues; fact: FactChoice }) {
  const parsed = parseValue(fact, value);
  const unit = parseUnit(fact, value.unit);
  const typed = value.state !== 'known' || value.text.trim() !== '';
  const { state, qualifier, measure, asOf, validFrom, validTo } = value;
  const words =
    typed && parsed.ok
      ? formatValue({
          fact,
          state,
          canonical: parsed.canonical,
          qualifier: state === 'known' ? qualifier : null,
          unit: unit.ok ? unit.unit : null,
          measure: measure.trim() || null,
          asOf: asOf.trim() || null,
          validFrom: validFrom.trim() || null,
          validTo: validTo.trim() || null,
        })
      : null;
  return (
    <p className={fields['quiet']} aria-live="polite">
      {words !== null && (
        <>
          Reads: <strong>{words}</strong>
        </>
      )}
      {typed && !parsed.ok && parsed.message}
    </p>
  );
}
