'use client';

import { Button, Group } from '@mantine/core';
import { type ReactNode, useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { Section } from '#components/ui/page.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import type { Result } from '#lib/core/errors.ts';
import { addRelianceAction, dismissOriginAction } from '#lib/lineage/actions.ts';
import { sharedText } from '#lib/lineage/near-copies.ts';
import type { AddRelianceInput, OriginSuggestion } from '#lib/lineage/schema.ts';
import { LinkedSourceLine } from './linked-source.tsx';
import classes from './source-view.module.css';

/** Whom the text names as its origin, and what it is a near-copy of; a person decides whether that is one. */
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

  const decide = (told: string, send: () => Promise<Result<unknown>>) =>
    startTransition(async () => {
      setError(null);
      const result = await attempt(send);
      if (result.ok) toastDone(told);
      else setError(result.message);
    });
  const accept = ({ kind, origin }: Offer) =>
    decide('The link is added.', () => addRelianceAction({ sourceId, kind, origin }));
  const dismiss = ({ origin }: Offer) =>
    decide('It is not suggested again.', () => dismissOriginAction({ sourceId, origin }));

  return (
    <Section title="Suggested origins" count={suggestions.length}>
      <p className={classes['quiet']}>
        Read from the latest good snapshot. Nothing counts until it is added.
      </p>
      {error !== null && <p role="alert">{error}</p>}
      <ul className={classes['links']}>
        {suggestions.map(offerOf).map((offer) => (
          <li key={offer.label} className={classes['link']}>
            <div>
              <span className={classes['manner']}>{offer.kind}</span> {offer.shown}
              <p className={classes['quiet']} lang={offer.quoted ? (language ?? undefined) : undefined}>
                {offer.reason}
              </p>
            </div>
            <Group gap={4} wrap="nowrap">
              <Button
                size="compact-sm"
                variant="subtle"
                disabled={pending}
                aria-label={`Add: ${offer.label}`}
                onClick={() => accept(offer)}
              >
                Add
              </Button>
              <Button
                size="compact-sm"
                variant="subtle"
                color="gray"
                disabled={pending}
                aria-label={`Dismiss: ${offer.label}`}
                onClick={() => dismiss(offer)}
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

type Offer = Pick<AddRelianceInput, 'kind' | 'origin'> & {
  label: string;
  shown: ReactNode;
  reason: string;
  /** The reason is in the words of the text. */
  quoted: boolean;
};

function offerOf(suggestion: OriginSuggestion): Offer {
  if (suggestion.kind === 'cites') {
    const { kind, name, sentence } = suggestion;
    return { kind, origin: { name }, label: `cites ${name}`, shown: name, reason: sentence, quoted: true };
  }
  const { kind, document, share, earlier } = suggestion;
  return {
    ...{
      kind,
      origin: { sourceId: document.id },
      label: `republishes source ${document.id}, ${document.title}`,
    },
    shown: <LinkedSourceLine source={document} />,
    reason: `${sharedText(share)} stands there${earlier ? ', and it came first.' : '. The dates do not say which came first.'}`,
    quoted: false,
  };
}
