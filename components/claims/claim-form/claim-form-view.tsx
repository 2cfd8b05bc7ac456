'use client';

import type { ReactNode } from 'react';
import { ErrorSummary } from '#components/ui/error-summary.tsx';
import { DraftNotice, FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import { onSaveKeys } from '#components/ui/on-save-keys.ts';
import type { KeptForm } from '#components/ui/use-kept-form.ts';
import type { FormChoices } from '#lib/claims/schema.ts';
import { StatementField } from './claim-fields.tsx';
import classes from './claim-form.module.css';
import { ClaimFormFields } from './claim-form-fields.tsx';
import type { ClaimValues } from './claim-values.ts';
import { SimilarClaims } from './similar-claims.tsx';

/** The form as it stands on the page; logging and editing differ in what they send. */
export function ClaimFormView({
  kept,
  choices,
  claimId,
  onUrl,
  draftNote,
  onDiscard,
  onSave,
  extra,
  buttons,
}: {
  kept: KeptForm<ClaimValues>;
  choices: FormChoices;
  /** null: a new claim, which also takes its first source. */
  claimId: number | null;
  onUrl: ((url: string) => void) | null;
  draftNote?: ReactNode;
  onDiscard: () => void;
  /** Ctrl+Enter. */
  onSave: () => void;
  extra?: ReactNode;
  buttons: ReactNode;
}) {
  const { values, set, errors } = kept;
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()} onKeyDownCapture={onSaveKeys(onSave)}>
      <DraftNotice restoredAt={kept.draft.restoredAt} note={draftNote} onDiscard={onDiscard} />
      {kept.problem && <FormProblem key={`problem-${kept.failures}`}>{kept.problem}</FormProblem>}
      <ErrorSummary key={`errors-${kept.failures}`} errors={kept.summary} />
      <div className={classes['grid']}>
        <StatementField values={values} set={set} errors={errors} onUrl={onUrl} />
        <div className={classes['similar']}>
          <SimilarClaims statement={values.statement} exceptId={claimId} />
        </div>
        <div className={classes['fields']}>
          <ClaimFormFields
            values={values}
            set={set}
            errors={errors}
            choices={choices}
            withSource={claimId === null}
          />
          {extra}
        </div>
      </div>
      <div className={classes['bar']}>
        {buttons}
        {!kept.draft.kept && <span className={classes['quiet']}>This browser keeps no drafts.</span>}
      </div>
      <SessionEnded opened={kept.sessionEnded} onClose={kept.closeSession} />
    </form>
  );
}
