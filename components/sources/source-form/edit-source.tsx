'use client';

import { Button, Textarea } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { SessionEnded } from '#components/ui/form-notices.tsx';
import { Keys } from '#components/ui/keys.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { type Base, type KeptBody, useKeptForm } from '#components/ui/use-kept-form.ts';
import { currentSourceAction, editSourceAction } from '#lib/sources/actions.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';
import { SourceConflict, type Theirs } from './source-conflict.tsx';
import { SourceFormView } from './source-form-view.tsx';
import {
  checkEdit,
  editInputOf,
  SOURCE_FORM_FIELDS,
  type SourceFormValues,
  sourceDraft,
  sourceValuesOf,
} from './source-values.ts';

function parse(body: unknown): KeptBody<SourceFormValues> | null {
  return sourceDraft.refine((draft) => draft.base !== null).safeParse(body).data ?? null;
}

/** Changes a source. What somebody else changed meanwhile is never overwritten without a decision. */
export function EditSource({
  userId,
  source,
  languages,
}: {
  userId: number;
  source: SourceDetail;
  languages: string[];
}) {
  const router = useRouter();
  // As the page opened it; a refresh of the page brings newer ones, which the form must not mistake for its base.
  const [opened] = useState<Base<SourceFormValues>>(() => ({
    version: source.version,
    values: sourceValuesOf(source),
  }));
  const [conflict, setConflict] = useState<{ base: SourceFormValues; theirs: Theirs } | null>(null);
  const kept = useKeptForm<SourceFormValues>({
    owner: userId,
    form: `source-${source.id}`,
    initial: opened.values,
    base: opened,
    fields: SOURCE_FORM_FIELDS,
    parse,
  });
  const page = `/sources/${source.id}` as Route;

  const save = async () => {
    if (kept.sessionEnded) return;
    let base = opened;
    const result = await kept.send((body) => {
      base = body.base ?? opened;
      return editSourceAction(editInputOf(body.values, source.id, base.version));
    }, checkEdit);
    if (result === null) return;
    if (result.ok) {
      kept.draft.clear();
      toastDone(
        result.data.version === base.version ? 'There was nothing to change.' : 'The source is saved.',
      );
      router.push(page);
      return;
    }
    const theirs = result.code === 'conflict' ? await readTheirs(source.id) : null;
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
        <SourceConflict
          key={conflict.theirs.version}
          base={conflict.base}
          mine={kept.values}
          theirs={conflict.theirs}
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

  const older = kept.version !== null && kept.version < source.version;
  return (
    <SourceFormView
      kept={kept}
      sourceId={source.id}
      languages={languages}
      draftNote={older && 'The source was changed since; you will see both versions when you save.'}
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
          <Button
            onClick={() => void save()}
            loading={kept.pending}
            rightSection={<Keys combo="Ctrl+Enter" />}
          >
            Save
          </Button>
          <Button component={Link} href={page} variant="subtle" color="gray">
            Cancel
          </Button>
        </>
      }
    />
  );
}

/** The source as it is now, and who made it so; null where it cannot be read or was deleted. */
async function readTheirs(id: number): Promise<Theirs | null> {
  const current = await attempt(() => currentSourceAction({ id }));
  if (!current.ok || current.data.deleted) return null;
  const { version, updatedBy, updatedAt } = current.data;
  return { version, values: sourceValuesOf(current.data), actor: updatedBy, at: updatedAt };
}
