'use client';

import { Menu } from '@mantine/core';
import Link from 'next/link';
import { useTransition } from 'react';
import { Keys } from '#components/ui/keys.tsx';
import { showOverlay } from './overlay-store.ts';
import type { ShellUser } from './shell-props.ts';
import classes from './user-menu.module.css';

/** "Anna Borisova" → AB; one word gives its first letter. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = [...(words[0] ?? '')][0] ?? '?';
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : '';
  return (first + last).toUpperCase();
}

export function UserMenu({ user, signOut }: { user: ShellUser; signOut: () => Promise<void> }) {
  const [pending, startTransition] = useTransition();
  return (
    <Menu width={232} withinPortal={false}>
      <Menu.Target>
        <button type="button" className={classes['button']} title={user.name}>
          {initialsOf(user.name)}
          <span className={classes['hidden']}>, account of {user.name}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes['who']}>
          <div className={classes['name']}>{user.name}</div>
          <div className={classes['email']}>{user.email}</div>
          <div className={classes['role']}>{user.role}</div>
        </div>
        <Menu.Divider />
        <Menu.Item component={Link} href="/account">
          Account
        </Menu.Item>
        {user.managesUsers && (
          <Menu.Item component={Link} href="/users">
            Users
          </Menu.Item>
        )}
        <Menu.Item rightSection={<Keys combo="?" />} onClick={() => showOverlay('help')}>
          Keyboard
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={pending} onClick={() => startTransition(signOut)}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
