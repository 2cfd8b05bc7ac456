'use client';

import { Button, Group } from '@mantine/core';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { Section } from '#components/ui/page.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import type { Result } from '#lib/core/errors.ts';
import { addRelianceAction, dismissOriginAction } from '#lib/lineage/actions.ts';
import type { OriginSuggestion } from '#lib/lineage/schema.ts';
import classes from './source-view.module.css';

/** Whom the text names as its origin; a person decides whether it is one. */
export function OriginSuggestions({
  sourceId,
  suggestions,
  language,
}: {
  sourceId: number;
  suggestions: OriginSuggestion[];
  language: string | null;
}) {
  const [pending, startTransition] = useTransition();
  const [error, setError] = useState<string | null>(null);
  if (suggestions.length === 0) return null;

  const decide = (name: string, told: string, send: () => Promise<Result<unknown>>) =>
    startTransition(async () => {
      setError(null);
      const result = await attempt(send);
      if (result.ok) toastDone(told);
      else setError(`${name}: ${result.message}`);
    });
  const accept = (name: string) =>
    decide(name, 'The link is added.', () =>
      addRelianceAction({ sourceId, kind: 'cites', origin: { name } }),
    );
  const dismiss = (name: string) =>
    decide(name, 'It is not suggested again.', () => dismissOriginAction({ sourceId, name }));

  return (
    <Section title="Named in its text" count={suggestions.length}>
      <p className={classes['quiet']}>
        Suggested from the latest good snapshot. Nothing counts until it is added.
      </p>
      {error !== null && <p role="alert">{error}</p>}
      <ul className={classes['links']}>
        {suggestions.map(({ name, sentence }) => (
          <li key={name} className={classes['link']}>
            <div>
              <span className={classes['manner']}>cites</span> {name}
              <p className={classes['quiet']} lang={language ?? undefined}>
                {sentence}
              </p>
            </div>
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={pending}
                aria-label={`Add: cites ${name}`}
                onClick={() => accept(name)}
              >
                Add
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                disabled={pending}
                aria-label={`Dismiss: cites ${name}`}
                onClick={() => dismiss(name)}
              >
                Dismiss
              </Button>
            </Group>
          </li>
        ))}
      </ul>
    </Section>
  );
}
