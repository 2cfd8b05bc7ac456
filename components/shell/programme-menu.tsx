'use client';

import { Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTransition } from 'react';
import classes from './programme-menu.module.css';
import type { ShellProgramme } from './shell-props.ts';

export function ProgrammeMenu({
  programme,
  programmes,
  onChange,
}: {
  programme: ShellProgramme;
  programmes: readonly ShellProgramme[];
  onChange?: (id: number) => Promise<void>;
}) {
  const [pending, startTransition] = useTransition();
  if (programmes.length < 2 || !onChange) {
    return (
      <span className={classes['name']} title={programme.name}>
        {programme.name}
      </span>
    );
  }
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes['name']} data-menu aria-busy={pending}>
          <span className={classes['hidden']}>Programme: </span>
          <span className={classes['text']}>{programme.name}</span>
          <IconChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {programmes.map((other) => (
          <Menu.Item
            key={other.id}
            rightSection={other.id === programme.id ? <IconCheck size={14} aria-label="current" /> : null}
            onClick={() => startTransition(() => onChange(other.id))}
          >
            {other.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
