'use client';

import { ConflictView } from '#components/ui/conflict-view.tsx';
import { differences, merged } from '#components/ui/three-way.ts';
import { DateTime } from '#components/ui/time.tsx';
import type { Base } from '#components/ui/use-kept-form.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { PRIORITY_LABELS } from '#lib/claims/vocabulary.ts';
import { languageName } from '#lib/core/language.ts';
import { formatValue, parseUnit, parseValue } from '#lib/facts/value.ts';
import type { ClaimValues, ValueValues } from './claim-values.ts';

const LABELS = {
  statement: 'Statement',
  originalWording: 'Original wording',
  language: 'Language',
  claimant: 'Claimant',
  claimedOn: 'Claimed on',
  topicId: 'Topic',
  tags: 'Tags',
  priority: 'Priority',
  assigneeId: 'Assignee',
  value: 'Value',
} as const;
type Field = keyof typeof LABELS;
const FIELDS: readonly Field[] = [
  'statement',
  'originalWording',
  'language',
  'claimant',
  'claimedOn',
  'topicId',
  'tags',
  'priority',
  'assigneeId',
  'value',
];

/** The claim as somebody else saved it meanwhile. */
export type Theirs = Base<ClaimValues> & { actor: string | null; at: string };

/** Yours and theirs of a claim, to choose from. */
export function ClaimConflict({
  base,
  mine,
  theirs,
  choices,
  pending,
  onSave,
  onBack,
}: {
  base: ClaimValues;
  mine: ClaimValues;
  theirs: Theirs;
  choices: FormChoices;
  pending: boolean;
  onSave: (values: ClaimValues) => void;
  onBack: () => void;
}) {
  const rows = differences(FIELDS, { base, mine, theirs: theirs.values }).map(({ field, by }) => ({
    field,
    label: LABELS[field],
    by,
    base: shown(field, base, choices),
    mine: shown(field, mine, choices),
    theirs: shown(field, theirs.values, choices),
  }));
  return (
    <ConflictView
      intro={
        <>
          {theirs.actor ?? 'Somebody'} saved version {theirs.version} at <DateTime at={theirs.at} />.
        </>
      }
      rows={rows}
      pending={pending}
      onBack={onBack}
      onSave={(chosen) =>
        onSave(
          merged(
            mine,
            theirs.values,
            FIELDS.flatMap((field) => {
              const choice = chosen.find((candidate) => candidate.field === field);
              return choice ? [{ field, take: choice.take }] : [];
            }),
          ),
        )
      }
    />
  );
}

function shown(field: Field, values: ClaimValues, choices: FormChoices): string {
  switch (field) {
    case 'statement':
    case 'originalWording':
    case 'claimedOn':
      return values[field];
    case 'language':
      return languageName(values.language);
    case 'claimant':
      return values.claimant.name;
    case 'topicId':
      return choices.topics.find(({ id }) => id === values.topicId)?.name ?? '';
    case 'tags':
      return values.tags.join(', ');
    case 'priority':
      return PRIORITY_LABELS[values.priority];
    case 'assigneeId':
      return choices.assignees.find(({ id }) => id === values.assigneeId)?.name ?? '';
    case 'value':
      return shownValue(values.value, choices);
  }
}

function shownValue(value: ValueValues, { facts }: FormChoices): string {
  const fact = facts.find(({ id }) => id === value.factId);
  if (!fact) return '';
  const parsed = parseValue(fact, value);
  if (!parsed.ok) return `${fact.question} ${value.text}`;
  const { state, qualifier, measure, asOf, validFrom, validTo } = value;
  const unit = parseUnit(fact, value.unit);
  const words = formatValue({
    fact,
    state,
    canonical: parsed.canonical,
    qualifier,
    unit: unit.ok ? unit.unit : value.unit,
    measure: measure || null,
    asOf: asOf || null,
    validFrom: validFrom || null,
    validTo: validTo || null,
  });
  return `${fact.question} ${words}`;
}
