'use client';

import { Button } from '@mantine/core';
import { useEffect, useEffectEvent, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { peekSourceAction } from '#lib/snapshots/actions.ts';
import type { SourcePeek } from '#lib/snapshots/schema.ts';
import { type SourceValues, titleFromUrl } from './evidence-values.ts';
import classes from './fields.module.css';

type Create = SourceValues['create'];
type Found = Extract<SourcePeek, { ok: true }>;
type Origin = NonNullable<Found['dateWarning']>['choices'][number]['from'][number];

/** Whether the address is known already takes a moment to find out; then the page need not be asked. */
const ASK_MS = 400;
const ORIGIN_WORDS: Record<Origin, string> = { address: 'address', metadata: 'metadata', text: 'text' };

type State =
  | { url: string; step: 'asking' }
  | { url: string; step: 'told'; filled: string[]; found: Found }
  | { url: string; step: 'failed'; reason: string };

/**
 * Asks the page at a settled address what it says of itself, fills the fields that are still empty, and says which. What
 * somebody wrote is left alone.
 */
export function PageFill({
  address,
  create,
  onFill,
}: {
  /** Empty until somebody has pasted or left the address. */
  address: string;
  create: Create;
  onFill: (patch: Partial<Create>) => void;
}) {
  const [state, setState] = useState<State | null>(null);

  const fill = useEffectEvent((url: string, found: Found) => {
    const { patch, filled } = filledBy(create, url, found);
    if (filled.length > 0) onFill(patch);
    setState({ url, step: 'told', filled, found });
  });

  useEffect(() => {
    if (!URL.canParse(address)) return;
    let current = true;
    const timer = window.setTimeout(async () => {
      setState({ url: address, step: 'asking' });
      const result = await attempt(() => peekSourceAction({ url: address }));
      if (!current) return;
      if (result.ok && result.data.ok) fill(address, result.data);
      else
        setState({
          url: address,
          step: 'failed',
          reason: result.ok && !result.data.ok ? result.data.reason : result.ok ? '' : result.message,
        });
    }, ASK_MS);
    return () => {
      current = false;
      window.clearTimeout(timer);
    };
  }, [address]);

  const shown = state?.url === address ? state : null;
  return (
    <div aria-live="polite" className={classes['fill']}>
      {shown?.step === 'asking' && <p className={classes['quiet']}>Reading the page …</p>}
      {shown?.step === 'failed' && (
        <p className={classes['quiet']}>The page fills nothing in here. {shown.reason}</p>
      )}
      {shown?.step === 'told' && (
        <>
          <p className={classes['quiet']}>
            {shown.filled.length > 0
              ? `Filled in from the page: ${shown.filled.join(', ')}. Change what is wrong.`
              : 'The page was read; there was nothing to fill in.'}
            {shown.found.author !== null && ` It names as author: ${shown.found.author}.`}
          </p>
          <DateWarning
            found={shown.found}
            current={create.publishedOn}
            onPick={(publishedOn) => onFill({ publishedOn })}
          />
        </>
      )}
    </div>
  );
}

function DateWarning({
  found,
  current,
  onPick,
}: {
  found: Found;
  current: string;
  onPick: (date: string) => void;
}) {
  const warning = found.dateWarning;
  if (warning === null) return null;
  return (
    <fieldset className={classes['warning']}>
      <legend className={classes['warningText']}>{warning.message} Which is the day of publication?</legend>
      {warning.choices.map(({ date, from }) => (
        <Button
          key={date}
          size="xs"
          variant={date === current ? 'filled' : 'default'}
          aria-pressed={date === current}
          onClick={() => onPick(date)}
        >
          {date} ({from.map((origin) => ORIGIN_WORDS[origin]).join(', ')})
        </Button>
      ))}
    </fieldset>
  );
}

/** The fields that the page fills, and their names for people. A title that was made from the address counts as none. */
function filledBy(create: Create, url: string, found: Found): { patch: Partial<Create>; filled: string[] } {
  const patch: Partial<Create> = {};
  const filled: string[] = [];
  const { title, publisher, language, publishedOn } = found;
  if (title !== null && (create.title === '' || create.title === titleFromUrl(url))) {
    patch.title = title;
    patch.titleExact = true;
    filled.push('title');
  }
  if (publisher !== null && create.publisher === '') {
    patch.publisher = publisher;
    filled.push('publisher');
  }
  if (language !== null && (create.language === '' || !create.languageChosen)) {
    patch.language = language;
    patch.languageChosen = true;
    filled.push('language');
  }
  if (publishedOn !== null && create.publishedOn === '') {
    patch.publishedOn = publishedOn;
    filled.push('date');
  }
  return { patch, filled };
}
