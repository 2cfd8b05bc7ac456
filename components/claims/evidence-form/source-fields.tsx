'use client';

import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { EdtfInput } from '#components/ui/edtf-input.tsx';
import type { Errors } from '#components/ui/form-errors.ts';
import { LanguageSelect } from '#components/ui/language-select.tsx';
import { findSourceByUrlAction, searchPublishersAction } from '#lib/sources/actions.ts';
import type { KnownSource } from '#lib/sources/schema.ts';
import { KIND_LABELS, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { completeUrl, hostName, isHostOf, type SourceValues, withTitle, withUrl } from './evidence-values.ts';
import classes from './fields.module.css';
import { PageFill } from './page-fill.tsx';
import { PublisherField } from './publisher-field.tsx';
import { SourceSearch, used } from './source-search.tsx';

const KINDS = SOURCE_KINDS.map((kind) => ({ value: kind, label: KIND_LABELS[kind] }));
const LOOKUP_MS = 250;

/** The fields of one source: its address first, which finds a source that is known already. */
export function SourceFields({
  value,
  onChange,
  errors,
  path,
  idPrefix = '',
  languages,
}: {
  value: SourceValues;
  onChange: (value: SourceValues) => void;
  errors: Errors;
  /** Where the source stands in the action's input: `source.source`. */
  path: string;
  idPrefix?: string;
  languages: string[];
}) {
  const { known, create } = value;
  const [searching, setSearching] = useState(false);
  const [settled, setSettled] = useState('');
  const urlField = useRef<HTMLInputElement>(null);
  const id = (field: string) => `${idPrefix}${path}.create.${field}`;
  const error = (field: string) => errors[`${path}.create.${field}`];
  const set = (patch: Partial<SourceValues['create']>) =>
    onChange({ ...value, create: { ...create, ...patch } });
  const take = (source: KnownSource) => {
    const { id: knownId, title, publisher, url, claims } = source;
    onChange({
      known: { id: knownId, title, publisher, url, claims },
      create: { ...create, url: url ?? '' },
    });
  };

  const settle = useEffectEvent((url: string, found: KnownSource | null, publisher: string) => {
    if (url !== create.url || known !== null) return;
    // The address stays as it was typed: the field may be in use.
    if (found) onChange({ known: pickKnown(found), create });
    else if (create.publisher === '' && publisher !== '') set({ publisher });
  });

  useEffect(() => {
    const address = completeUrl(create.url);
    if (known !== null || !URL.canParse(address)) return;
    const timer = window.setTimeout(async () => {
      const found = await attempt(() => findSourceByUrlAction({ url: address }));
      if (!found.ok) return;
      settle(create.url, found.data, found.data ? '' : await likelyPublisher(address));
    }, LOOKUP_MS);
    return () => window.clearTimeout(timer);
  }, [create.url, known]);

  return (
    <div className={classes['fields']}>
      <div className={classes['address']}>
        <TextInput
          ref={urlField}
          id={id('url')}
          label="Address"
          placeholder="https://"
          description={known ? null : 'Paste it; a source that is here already is recognised.'}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={2_100}
          value={create.url}
          error={error('url')}
          onChange={(event) => onChange({ known: null, create: withUrl(create, event.currentTarget.value) })}
          onPaste={(event) => setSettled(completeUrl(event.clipboardData.getData('text')))}
          onBlur={() => {
            const complete = completeUrl(create.url);
            setSettled(complete);
            if (complete !== create.url && known === null)
              onChange({ known, create: withUrl(create, complete) });
          }}
        />
        {!known && settled === completeUrl(create.url) && (
          <PageFill address={settled} create={create} onFill={set} />
        )}
        <div aria-live="polite">
          {known && (
            <div className={classes['known']}>
              <div className={classes['knownText']}>
                <p className={classes['quiet']}>Known source</p>
                <p className={classes['knownTitle']}>{known.title}</p>
                <p className={classes['quiet']}>
                  {[known.publisher, used(known.claims)].filter((part) => part !== null).join(' · ')}
                </p>
              </div>
              <Button
                size="xs"
                variant="default"
                onClick={() => {
                  onChange({ known: null, create: withUrl(create, '') });
                  urlField.current?.focus();
                }}
              >
                Use another
              </Button>
            </div>
          )}
        </div>
        {!known && searching && (
          <SourceSearch
            id={`${idPrefix}${path}.search`}
            onPick={(source) => {
              take(source);
              setSearching(false);
              urlField.current?.focus();
            }}
          />
        )}
        {!known && !searching && (
          <button type="button" className={classes['link']} onClick={() => setSearching(true)}>
            Choose a source that is here already
          </button>
        )}
      </div>
      {!known && (
        <>
          <TextInput
            id={id('title')}
            label="Title"
            maxLength={600}
            value={create.title}
            error={error('title')}
            onChange={(event) => onChange({ ...value, create: withTitle(create, event.currentTarget.value) })}
          />
          <Checkbox
            label="This is the page’s own title; unticked, the title describes the page"
            checked={create.titleExact}
            onChange={(event) => set({ titleExact: event.currentTarget.checked })}
          />
          <div className={classes['row']}>
            <PublisherField
              id={id('publisher')}
              value={create.publisher}
              error={error('publisher')}
              onChange={(publisher) => set({ publisher })}
              onPick={(publisher, kind) => set({ publisher, kind: kind ?? create.kind })}
            />
            <Select
              id={id('kind')}
              label="Kind"
              data={KINDS}
              value={create.kind}
              allowDeselect={false}
              error={error('kind')}
              onChange={(kind) => {
                if (kind !== null) set({ kind });
              }}
            />
            <LanguageSelect
              id={id('language')}
              label="Language of the page"
              value={create.language}
              first={languages}
              clearable
              error={error('language')}
              follows={!create.languageChosen}
              onChange={(language) => set({ language, languageChosen: true })}
            />
            <EdtfInput
              id={id('publishedOn')}
              label="Published on"
              value={create.publishedOn}
              error={error('publishedOn')}
              onChange={(publishedOn) => set({ publishedOn })}
            />
          </div>
        </>
      )}
    </div>
  );
}

function pickKnown({ id, title, publisher, url, claims }: KnownSource): NonNullable<SourceValues['known']> {
  return { id, title, publisher, url, claims };
}

/** The publisher whose name is the host's: The Moscow Times for www.themoscowtimes.com. Empty where there is none. */
async function likelyPublisher(url: string): Promise<string> {
  const host = hostName(url);
  if (host === '') return '';
  const found = await attempt(() => searchPublishersAction({ text: host }));
  return found.ok ? (found.data.find(({ name }) => isHostOf(name, host))?.name ?? '') : '';
}
