'use client';

import { Select, VisuallyHidden } from '@mantine/core';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { languageName } from '#lib/core/language.ts';

/** ISO 639-1 codes that this browser has a name for, in the order of their names. */
function allLanguages(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const codes = letters.flatMap((first) => letters.map((second) => first + second));
  return codes
    .filter((code) => languageName(code) !== code && canonicalTag(code) === code)
    .sort((a, b) => languageName(a).localeCompare(languageName(b), 'en'));
}

function canonicalTag(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text.trim())[0] ?? null;
  } catch {
    return null;
  }
}

function named(tag: string) {
  return { value: tag, label: `${languageName(tag)} (${tag})` };
}

/** A language by its name, in English or its own, or any BCP 47 tag typed out. */
export function LanguageSelect({
  id,
  label,
  description,
  error,
  value,
  onChange,
  first,
  clearable = false,
  follows = false,
}: {
  id?: string;
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  /** A tag; empty: none. */
  value: string;
  onChange: (tag: string) => void;
  /** These stand first in the list. */
  first: string[];
  clearable?: boolean;
  /** Nobody chose it yet: it follows what is typed, which is told once as it changes. */
  follows?: boolean;
}) {
  const [search, setSearch] = useState('');
  const typed = useRef('');
  const all = useMemo(allLanguages, []);
  const data = useMemo(() => {
    const used = [...new Set([...(value === '' ? [] : [value]), ...first])];
    const tag = /^[a-z]{2,3}(-[a-z\d]{1,8})+$|^[a-z]{3}$/i.test(search) ? canonicalTag(search) : null;
    const rest = all.filter((code) => !used.includes(code));
    return [
      ...used,
      ...rest,
      ...(tag !== null && !used.includes(tag) && !rest.includes(tag) ? [tag] : []),
    ].map(named);
  }, [all, first, search, value]);

  const [begun] = useState(value);
  const [moved, setMoved] = useState(false);
  if (follows && value !== begun && !moved) setMoved(true);
  const told =
    follows && moved ? `${value === '' ? 'Not set' : languageName(value)}, by the letters typed` : '';
  const onChosen = (tag: string) => {
    typed.current = '';
    onChange(tag);
  };

  return (
    <>
      <Select
        {...(id === undefined ? {} : { id })}
        label={label}
        description={description ?? (told !== '' && `${told}; change it where it is another`)}
        error={error}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={data}
        value={value === '' ? null : value}
        onChange={(tag) => onChosen(tag ?? '')}
        // What is chosen again is chosen, too.
        onOptionSubmit={onChosen}
        searchable
        openOnFocus={false}
        selectFirstOptionOnChange
        allowDeselect={false}
        clearable={clearable}
        searchValue={search}
        onSearchChange={setSearch}
        onInput={(event) => {
          typed.current = event.currentTarget.value.trim();
        }}
        onBlur={() => {
          // A tag that was typed out counts, chosen from the list or not.
          const known = data.find((option) => option.value.toLowerCase() === typed.current.toLowerCase());
          if (typed.current !== '' && known) onChange(known.value);
          typed.current = '';
        }}
        filter={({ options, search: words }) => {
          const wanted = words.trim().toLowerCase();
          return options.filter(
            (option) =>
              'value' in option &&
              (option.label.toLowerCase().includes(wanted) || ownName(option.value).includes(wanted)),
          );
        }}
        nothingFoundMessage="No such language; a tag such as pt-BR works too"
        maxDropdownHeight={280}
      />
      {/* Said once for each change, not for each letter: it changes no more often than the language. */}
      <VisuallyHidden aria-live="polite">
        {told !== '' && `${typeof label === 'string' ? label : 'Language'}: ${told}`}
      </VisuallyHidden>
    </>
  );
}

const ownNames = new Map<string, string>();

/** “русский” for ru. */
function ownName(tag: string): string {
  const known = ownNames.get(tag);
  if (known !== undefined) return known;
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag)?.toLowerCase() ?? '';
  ownNames.set(tag, name);
  return name;
}
