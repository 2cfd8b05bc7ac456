'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { Keys } from '#components/ui/keys.tsx';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { type KeptBody, useKeptForm } from '#components/ui/use-kept-form.ts';
import { addSourceAction } from '#lib/sources/actions.ts';
import { SourceFormView } from './source-form-view.tsx';
import {
  addInputOf,
  checkAdd,
  EMPTY_SOURCE,
  SOURCE_FORM_FIELDS,
  type SourceFormValues,
  sourceDraft,
} from './source-values.ts';

function parse(body: unknown): KeptBody<SourceFormValues> | null {
  return sourceDraft.safeParse(body).data ?? null;
}

/** Adds a source before any claim rests on it: an origin that others rely on, for instance. */
export function NewSource({ userId, languages }: { userId: number; languages: string[] }) {
  const router = useRouter();
  const kept = useKeptForm<SourceFormValues>({
    owner: userId,
    form: 'source',
    initial: EMPTY_SOURCE,
    base: null,
    fields: SOURCE_FORM_FIELDS,
    parse,
  });

  const save = async () => {
    if (kept.sessionEnded) return;
    const result = await kept.send(({ values, key }) => addSourceAction(addInputOf(values, key)), checkAdd);
    if (result === null) return;
    if (!result.ok) {
      kept.refuse(result);
      return;
    }
    kept.draft.clear();
    toastDone(`Source ${result.data.id} is added.`);
    router.push(`/sources/${result.data.id}` as Route);
  };

  useShortcuts({
    'mod+Enter': (event) => {
      event.preventDefault();
      void save();
    },
  });

  return (
    <SourceFormView
      kept={kept}
      sourceId={null}
      languages={languages}
      onDiscard={() => kept.restart(EMPTY_SOURCE)}
      buttons={
        <>
          <Button
            onClick={() => void save()}
            loading={kept.pending}
            rightSection={<Keys combo="Ctrl+Enter" />}
          >
            Add the source
          </Button>
          <Button component={Link} href="/sources" variant="subtle" color="gray">
            Cancel
          </Button>
        </>
      }
    />
  );
}
