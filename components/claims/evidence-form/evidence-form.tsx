'use client';

import { Button, Group, Textarea } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { ConflictView } from '#components/ui/conflict-view.tsx';
import { ErrorSummary } from '#components/ui/error-summary.tsx';
import { DraftNotice, FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import { onSaveKeys } from '#components/ui/on-save-keys.ts';
import { SaveKeys } from '#components/ui/save-keys.tsx';
import { differences, merged } from '#components/ui/three-way.ts';
import { type Base, type KeptBody, useKeptForm } from '#components/ui/use-kept-form.ts';
import { attachEvidenceAction, editEvidenceAction } from '#lib/evidence/actions.ts';
import { CREDIBILITY_LABELS, STANCE_LABELS } from '#lib/evidence/vocabulary.ts';
import {
  atSourceAddress,
  attachInputOf,
  checkAttach,
  checkEditEvidence,
  EVIDENCE_FIELDS,
  editEvidenceInputOf,
} from './evidence-checks.ts';
import { EvidenceFields } from './evidence-fields.tsx';
import type { EvidenceFormProps } from './evidence-props.ts';
import {
  type EvidenceFormValues,
  emptyEvidence,
  evidenceDraft,
  evidenceValuesOf,
  withQuote,
} from './evidence-values.ts';
import classes from './fields.module.css';
import { SourceFields } from './source-fields.tsx';

const EMPTY: EvidenceFormValues = { ...emptyEvidence(), reason: '' };
const LABELS = {
  stance: 'Stance',
  credibility: 'Credibility',
  quote: 'Quote',
  translation: 'Translation',
  translationLanguage: 'Language of the translation',
  place: 'Place',
  note: 'Note',
} as const;
const SAID = [
  'stance',
  'credibility',
  'quote',
  'translation',
  'translationLanguage',
  'place',
  'note',
] as const;

function parse(body: unknown): KeptBody<EvidenceFormValues> | null {
  return evidenceDraft.safeParse(body).data ?? null;
}

/** Adds a source to a claim, or changes what is said of one. */
export function EvidenceForm({ userId, claimId, evidence, languages, onDone, onCancel }: EvidenceFormProps) {
  const router = useRouter();
  const idPrefix = `${useId()}-`;
  // As it was when the form opened; what somebody else saves meanwhile comes in by the props.
  const [opened] = useState<Base<EvidenceFormValues> | null>(() => evidence && baseOf(evidence));
  const [conflict, setConflict] = useState<EvidenceFormValues | null>(null);
  const kept = useKeptForm<EvidenceFormValues>({
    owner: userId,
    form: evidence ? `evidence-${evidence.id}` : `evidence-of-${claimId}`,
    initial: opened?.values ?? EMPTY,
    base: opened,
    fields: EVIDENCE_FIELDS,
    parse,
  });

  const save = async () => {
    if (kept.sessionEnded) return;
    let base = opened;
    const result = evidence
      ? await kept.send((body) => {
          base = body.base ?? opened;
          return editEvidenceAction(
            editEvidenceInputOf(body.values, evidence.id, base?.version ?? evidence.version),
          );
        }, checkEditEvidence)
      : await kept.send(
          (body) => attachEvidenceAction(attachInputOf(body.values, claimId, body.key)),
          checkAttach,
        );
    if (result === null) return;
    if (result.ok) {
      kept.draft.clear();
      onDone();
      return;
    }
    kept.refuse({ ...result, fields: atSourceAddress(result.fields) });
    if (result.code === 'conflict' && base) {
      setConflict(base.values);
      router.refresh();
    }
  };

  const theirs = evidence && conflict && kept.version !== evidence.version ? baseOf(evidence) : null;
  if (theirs && conflict)
    return (
      <ConflictView
        key={theirs.version}
        intro={`Version ${theirs.version} of this evidence was saved meanwhile.`}
        rows={differences(SAID, { base: conflict, mine: kept.values, theirs: theirs.values }).map(
          ({ field, by }) => ({
            field,
            by,
            label: LABELS[field],
            base: shown(field, conflict),
            mine: shown(field, kept.values),
            theirs: shown(field, theirs.values),
          }),
        )}
        pending={kept.pending}
        onBack={() => setConflict(null)}
        onSave={(chosen) => {
          const choices = SAID.flatMap((field) =>
            chosen.filter((row) => row.field === field).map(({ take }) => ({ field, take })),
          );
          kept.rebase(theirs, merged(kept.values, theirs.values, choices));
          setConflict(null);
          void save();
        }}
      />
    );

  const { values, set, errors } = kept;
  return (
    <form
      noValidate
      onSubmit={(event) => event.preventDefault()}
      onKeyDownCapture={onSaveKeys(() => void save())}
    >
      <DraftNotice
        restoredAt={kept.draft.restoredAt}
        onDiscard={() => kept.restart(opened?.values ?? EMPTY)}
      />
      {kept.problem && <FormProblem key={`problem-${kept.failures}`}>{kept.problem}</FormProblem>}
      <ErrorSummary
        key={`errors-${kept.failures}`}
        errors={kept.summary.map(({ field, message }) => ({ field: `${idPrefix}${field}`, message }))}
      />
      <div className={classes['fields']}>
        {evidence === null && (
          <SourceFields
            path="source"
            idPrefix={idPrefix}
            value={values.source}
            onChange={(source) => set({ source })}
            errors={errors}
            languages={languages}
          />
        )}
        <EvidenceFields
          path=""
          idPrefix={idPrefix}
          value={values}
          onChange={(patch) => set(withQuote(values.source, patch))}
          errors={errors}
          sourceId={evidence?.source.id ?? values.source.known?.id ?? null}
          languages={languages}
        />
        {evidence !== null && (
          <Textarea
            id={`${idPrefix}reason`}
            label="Reason for the change"
            description="It goes into the history."
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            minRows={1}
            maxRows={8}
            value={values.reason}
            error={errors['reason']}
            onChange={(event) => set({ reason: event.currentTarget.value })}
          />
        )}
        <Group gap="xs">
          <Button onClick={() => void save()} loading={kept.pending} rightSection={<SaveKeys />}>
            {evidence === null ? 'Add evidence' : 'Save'}
          </Button>
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
        </Group>
      </div>
      <SessionEnded opened={kept.sessionEnded} onClose={kept.closeSession} />
    </form>
  );
}

function baseOf(evidence: NonNullable<EvidenceFormProps['evidence']>): Base<EvidenceFormValues> {
  return { version: evidence.version, values: { ...evidenceValuesOf(evidence), reason: '' } };
}

function shown(field: (typeof SAID)[number], values: EvidenceFormValues): string {
  if (field === 'stance') return STANCE_LABELS[values.stance];
  if (field === 'credibility')
    return `${values.credibility} · ${CREDIBILITY_LABELS[values.credibility] ?? ''}`;
  return values[field];
}
