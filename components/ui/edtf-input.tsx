'use client';

import { ActionIcon, Popover, TextInput } from '@mantine/core';
import { IconCalendar } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { parseEdtf } from '#lib/core/edtf.ts';
import { describeEdtf, edtfFromProse } from '#lib/core/edtf-text.ts';
import { Demanded, OnDemand } from './on-demand.tsx';

const calendar = new OnDemand(() => import('./edtf-calendar.tsx'));

export type EdtfInputProps = {
  id?: string;
  label: ReactNode;
  value: string;
  onChange: (edtf: string) => void;
  description?: ReactNode;
  /** From the server; otherwise the field says itself what is wrong, once it is left. */
  error?: ReactNode;
  placeholder?: string;
  disabled?: boolean;
};

/**
 * A date with its precision, typed as EDTF or as people write it (“19 August 2024”, put into EDTF when the field is
 * left), with its reading in words underneath, or chosen from a calendar.
 */
export function EdtfInput({
  id,
  label,
  value,
  onChange,
  description,
  error,
  placeholder = '2024-08-19',
  disabled = false,
}: EdtfInputProps) {
  const [left, setLeft] = useState(true);
  const [opened, setOpened] = useState(false);
  const written = edtfFromProse(value) ?? value;
  const parsed = value.trim() === '' ? null : parseEdtf(written);
  const reading = parsed?.ok ? describeEdtf(parsed.date.edtf, parsed.date) : null;

  return (
    <TextInput
      {...(id === undefined ? {} : { id })}
      label={label}
      value={value}
      placeholder={placeholder}
      disabled={disabled}
      maxLength={80}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => {
        setLeft(false);
        onChange(event.currentTarget.value);
      }}
      onBlur={() => {
        setLeft(true);
        if (written !== value) onChange(written);
      }}
      description={<span aria-live="polite">{reading ?? description ?? 'A year, month, day or range'}</span>}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      error={error ?? (left && parsed?.ok === false ? parsed.message : null)}
      rightSection={
        <Popover opened={opened} onChange={setOpened} trapFocus returnFocus withinPortal>
          <Popover.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              size={24}
              disabled={disabled}
              aria-label={opened ? 'Close the calendar' : 'Choose from a calendar'}
              onClick={() => setOpened(!opened)}
            >
              <IconCalendar size={16} aria-hidden />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <Demanded code={calendar} loading={<p aria-busy>Loading the calendar…</p>}>
              {({ EdtfCalendar }) => (
                <EdtfCalendar
                  edtf={parsed?.ok ? parsed.date : null}
                  onPick={(edtf) => {
                    onChange(edtf);
                    setLeft(true);
                    setOpened(false);
                  }}
                />
              )}
            </Demanded>
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}
