'use client';

import { Input, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import type { Errors } from '#components/ui/form-errors.ts';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import { CREDIBILITY_LABELS, STANCE_LABELS, STANCES } from '#lib/evidence/vocabulary.ts';
import type { EvidenceValues } from './evidence-values.ts';
import classes from './fields.module.css';
import { QuoteCheck } from './quote-check.tsx';

const STANCE_OPTIONS = STANCES.map((stance) => ({ value: stance, label: STANCE_LABELS[stance] }));
const STANCE_MEANINGS: Record<EvidenceValues['stance'], string> = {
  supports: 'It says what the claim says.',
  refutes: 'It says that the claim is wrong.',
  mentions: 'It speaks of it without saying either.',
  origin: 'The claim comes from here.',
};
const CREDIBILITIES = Object.entries(CREDIBILITY_LABELS).map(([grade, label]) => ({
  value: Number(grade),
  label: `${grade} · ${label}`,
}));

type Said = Omit<EvidenceValues, 'source'>;

/** What the source says of the claim, where, and how far to believe this item. */
export function EvidenceFields({
  value,
  onChange,
  errors,
  path,
  idPrefix = '',
  sourceId,
  languages,
}: {
  value: Said;
  onChange: (patch: Partial<Said>) => void;
  errors: Errors;
  /** Before the fields' names in the action's input: `source.`, or nothing. */
  path: string;
  idPrefix?: string;
  /** Of a source that is known already: its last capture is searched for the quote. */
  sourceId: number | null;
  languages: string[];
}) {
  const id = (field: keyof Said) => `${idPrefix}${path}${field}`;
  const error = (field: keyof Said) => errors[`${path}${field}`];
  return (
    <div className={classes['fields']}>
      <div className={classes['row']}>
        <Input.Wrapper
          id={id('stance')}
          label="Stance"
          labelElement="div"
          description={STANCE_MEANINGS[value.stance]}
          descriptionProps={{ mt: 4 }}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={error('stance')}
        >
          <SegmentedControl
            fullWidth
            aria-labelledby={`${id('stance')}-label`}
            aria-describedby={`${id('stance')}-description`}
            data={STANCE_OPTIONS}
            value={value.stance}
            onChange={(stance) => onChange({ stance })}
          />
        </Input.Wrapper>
        <Select
          id={id('credibility')}
          label="Credibility of this item"
          description="Admiralty Code; the publisher’s reliability is graded apart."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={CREDIBILITIES}
          value={value.credibility}
          allowDeselect={false}
          error={error('credibility')}
          onChange={(credibility) => {
            if (credibility !== null) onChange({ credibility });
          }}
        />
      </div>
      <Textarea
        id={id('quote')}
        label="Quote"
        description="Word for word, in the language of the page"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        maxRows={14}
        value={value.quote}
        error={error('quote')}
        onChange={(event) => onChange({ quote: event.currentTarget.value })}
      />
      {sourceId !== null && <QuoteCheck sourceId={sourceId} quote={value.quote} />}
      {(value.quote !== '' || value.translation !== '') && (
        <>
          <Textarea
            id={id('translation')}
            label="Translation of the quote"
            minRows={1}
            maxRows={14}
            value={value.translation}
            error={error('translation')}
            onChange={(event) => onChange({ translation: event.currentTarget.value })}
          />
          {value.translation !== '' && (
            <LanguageSelect
              id={id('translationLanguage')}
              label="Language of the translation"
              value={value.translationLanguage}
              first={languages}
              clearable
              error={error('translationLanguage')}
              onChange={(translationLanguage) => onChange({ translationLanguage })}
            />
          )}
        </>
      )}
      <div className={classes['row']}>
        <TextInput
          id={id('place')}
          label="Place in the document"
          placeholder="Paragraph 4, page 2, 03:15"
          value={value.place}
          error={error('place')}
          onChange={(event) => onChange({ place: event.currentTarget.value })}
        />
        <Textarea
          id={id('note')}
          label="Note"
          minRows={1}
          maxRows={10}
          value={value.note}
          error={error('note')}
          onChange={(event) => onChange({ note: event.currentTarget.value })}
        />
      </div>
    </div>
  );
}
