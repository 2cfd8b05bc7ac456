'use client';

import { Button, Textarea } from '@mantine/core';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { SessionEnded } from '#components/ui/form-notices.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { SaveKeys } from '#components/ui/save-keys.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { type Base, type KeptBody, useKeptForm } from '#components/ui/use-kept-form.ts';
import { claimVersionAction, currentClaimAction, editClaimAction } from '#lib/claims/actions.ts';
import type { ClaimDetail, FormChoices } from '#lib/claims/schema.ts';
import { checkEdit, EDIT_FIELDS } from './claim-checks.ts';
import { ClaimConflict, type Theirs } from './claim-conflict.tsx';
import { ClaimFormView } from './claim-form-view.tsx';
import { type ClaimValues, claimDraft, claimValuesOf, editInputOf } from './claim-values.ts';

function parse(body: unknown): KeptBody<ClaimValues> | null {
  return claimDraft.refine((draft) => draft.base !== null).safeParse(body).data ?? null;
}

/** Changes a claim. What somebody else changed meanwhile is never overwritten without a decision. */
export function EditClaim({
  userId,
  claim,
  choices,
}: {
  userId: number;
  claim: ClaimDetail;
  choices: FormChoices;
}) {
  const router = useRouter();
  // As the page opened it; a refresh of the page brings newer ones, which the form must not mistake for its base.
  const [opened] = useState<Base<ClaimValues>>(() => ({
    version: claim.version,
    values: claimValuesOf(claim),
  }));
  const [conflict, setConflict] = useState<{ base: ClaimValues; theirs: Theirs } | null>(null);
  const kept = useKeptForm<ClaimValues>({
    owner: userId,
    form: `claim-${claim.id}`,
    initial: opened.values,
    base: opened,
    fields: EDIT_FIELDS,
    parse,
  });

  const save = async () => {
    if (kept.sessionEnded) return;
    let base = opened;
    const result = await kept.send((body) => {
      base = body.base ?? opened;
      return editClaimAction(editInputOf(body.values, claim.id, base.version));
    }, checkEdit);
    if (result === null) return;
    if (result.ok) {
      kept.draft.clear();
      toastDone(
        result.data.version === base.version ? 'There was nothing to change.' : 'The claim is saved.',
      );
      router.push(`/claims/${claim.id}`);
      return;
    }
    const theirs = result.code === 'conflict' ? await readTheirs(claim.id) : null;
    if (theirs === null) kept.refuse(result);
    else setConflict({ base: base.values, theirs });
  };

  useShortcuts({
    'mod+Enter': (event) => {
      event.preventDefault();
      if (conflict === null) void save();
    },
  });

  if (conflict)
    return (
      <>
        <ClaimConflict
          key={conflict.theirs.version}
          base={conflict.base}
          mine={kept.values}
          theirs={conflict.theirs}
          choices={choices}
          pending={kept.pending}
          onBack={() => setConflict(null)}
          onSave={(values) => {
            kept.rebase(conflict.theirs, values);
            setConflict(null);
            void save();
          }}
        />
        <SessionEnded opened={kept.sessionEnded} onClose={kept.closeSession} />
      </>
    );

  const older = kept.version !== null && kept.version < claim.version;
  return (
    <ClaimFormView
      kept={kept}
      choices={choices}
      claimId={claim.id}
      onUrl={null}
      draftNote={older && 'The claim was changed since; you will see both versions when you save.'}
      onSave={() => void save()}
      onDiscard={() => kept.restart(opened.values)}
      extra={
        <Textarea
          id="reason"
          label="Reason for the change"
          description="It goes into the history."
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          minRows={1}
          maxRows={8}
          value={kept.values.reason}
          error={kept.errors['reason']}
          onChange={(event) => kept.set({ reason: event.currentTarget.value })}
        />
      }
      buttons={
        <>
          <Button onClick={() => void save()} loading={kept.pending} rightSection={<SaveKeys />}>
            Save
          </Button>
          <LinkButton href={`/claims/${claim.id}` as Route} variant="subtle" color="gray">
            Cancel
          </LinkButton>
        </>
      }
    />
  );
}

/** The claim as it is now, and who made it so; null where it cannot be read or was deleted. */
async function readTheirs(id: number): Promise<Theirs | null> {
  const current = await attempt(() => currentClaimAction({ id }));
  if (!current.ok || current.data.deleted) return null;
  const { version, updatedAt } = current.data;
  const made = await attempt(() => claimVersionAction({ id, version }));
  return {
    version,
    values: claimValuesOf(current.data),
    actor: made.ok ? made.data.actor : null,
    at: made.ok ? made.data.at : updatedAt,
  };
}
