'use client';

import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './type-ahead.module.css';

export type TypeAheadOption = {
  key: string;
  label: string;
  /** Quietly, after the label: “12 claims”. */
  note?: string;
};

const DELAY_MS = 180;
const CREATE = 'create:';

/**
 * A text field that offers what is there already. What is typed counts as it stands; choosing an option only says
 * that it is that one.
 */
export function TypeAhead({
  id,
  label,
  description,
  error,
  placeholder,
  value,
  onChange,
  onPick,
  search,
  createLabel,
  maxLength,
  maw,
}: {
  id?: string;
  label: ReactNode;
  description?: ReactNode;
  error?: ReactNode;
  placeholder?: string;
  value: string;
  onChange: (text: string) => void;
  onPick: (option: TypeAheadOption) => void;
  /** null: the server did not answer; the field goes on as a plain one. */
  search: (text: string) => Promise<TypeAheadOption[] | null>;
  /** Names the last option, shown where nothing has the same label: Create “…”. */
  createLabel?: (text: string) => string;
  maxLength?: number;
  maw?: number;
}) {
  const [options, setOptions] = useState<TypeAheadOption[]>([]);
  const [asked, setAsked] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useRef(0);
  const timer = useRef<number | undefined>(undefined);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  useEffect(() => () => window.clearTimeout(timer.current), []);

  const ask = (text: string, delay: number) => {
    window.clearTimeout(timer.current);
    latest.current += 1;
    const mine = latest.current;
    timer.current = window.setTimeout(async () => {
      setBusy(true);
      const found = await search(text.trim());
      if (mine !== latest.current) return;
      setBusy(false);
      setOptions(found ?? []);
      setAsked(found === null ? null : text);
      combobox.updateSelectedOptionIndex();
    }, delay);
  };

  const open = () => {
    combobox.openDropdown();
    if (asked !== value) ask(value, 0);
  };

  const typed = value.trim();
  const same = options.some((option) => option.label.toLowerCase() === typed.toLowerCase());
  const offersNew = createLabel !== undefined && typed !== '' && !same && asked === value;

  return (
    <Combobox
      store={combobox}
      onOptionSubmit={(key) => {
        const option = options.find((candidate) => candidate.key === key);
        if (option) onPick(option);
        combobox.closeDropdown();
      }}
    >
      <Combobox.Target withExpandedAttribute>
        <TextInput
          {...(id === undefined ? {} : { id })}
          {...(maxLength === undefined ? {} : { maxLength })}
          {...(maw === undefined ? {} : { maw })}
          {...(placeholder === undefined ? {} : { placeholder })}
          label={label}
          description={description}
          error={error}
          value={value}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          rightSection={busy ? <Loader size={14} /> : null}
          onClick={open}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown' && !combobox.dropdownOpened) open();
          }}
          onBlur={() => combobox.closeDropdown()}
          onChange={(event) => {
            onChange(event.currentTarget.value);
            ask(event.currentTarget.value, DELAY_MS);
            combobox.openDropdown();
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={options.length === 0 && !offersNew}>
        <Combobox.Options mah={280} className={classes['options']} aria-label="Suggestions">
          {options.map((option) => (
            <Combobox.Option value={option.key} key={option.key}>
              {option.label}
              {option.note && <span className={classes['note']}>{option.note}</span>}
            </Combobox.Option>
          ))}
          {offersNew && <Combobox.Option value={CREATE}>{createLabel(typed)}</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
