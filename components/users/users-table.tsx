'use client';

import { Button, Menu, VisuallyHidden } from '@mantine/core';
import { useState } from 'react';
import { Day, RelativeTime } from '#components/ui/time.tsx';
import { ROLE_LABELS } from '#lib/users/policy.ts';
import type { UserRow } from '#lib/users/schema.ts';
import { type UserChange, UserDialog } from './user-dialog.tsx';
import classes from './users.module.css';

/** `now` comes with the rows, so that server and browser say the same. */
export function UsersTable({ users, ownId, now }: { users: UserRow[]; ownId: number | null; now: string }) {
  const [change, setChange] = useState<UserChange | null>(null);
  return (
    <>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Role</th>
            <th scope="col">Last seen</th>
            <th scope="col">Sessions</th>
            <th scope="col">State</th>
            <th scope="col">
              <VisuallyHidden>Change</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {users.map((user) => (
            <tr key={user.id} data-disabled={user.disabledAt !== null || undefined}>
              <td>
                <div className={classes['name']}>
                  {user.name}
                  {user.id === ownId && ' (you)'}
                </div>
                <div className={classes['email']}>{user.email}</div>
              </td>
              <td data-label="Role">{ROLE_LABELS[user.role]}</td>
              <td data-label="Last seen">
                {user.lastSeenAt === null ? 'never' : <RelativeTime at={user.lastSeenAt} now={now} />}
              </td>
              <td data-label="Sessions">{user.liveSessions === 0 ? 'none' : `${user.liveSessions} open`}</td>
              <td data-label="State">
                {user.disabledAt === null ? (
                  'active'
                ) : (
                  <span className={classes['disabled']}>
                    disabled <Day at={user.disabledAt} />
                  </span>
                )}
              </td>
              <td>
                <Menu>
                  <Menu.Target>
                    <Button size="compact-sm" variant="default" aria-label={`Change ${user.name}`}>
                      Change
                    </Button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    <Menu.Item onClick={() => setChange({ kind: 'role', user })}>Role</Menu.Item>
                    <Menu.Item onClick={() => setChange({ kind: 'password', user })}>New password</Menu.Item>
                    {user.disabledAt === null ? (
                      <Menu.Item color="red" onClick={() => setChange({ kind: 'disable', user })}>
                        Disable
                      </Menu.Item>
                    ) : (
                      <Menu.Item onClick={() => setChange({ kind: 'enable', user })}>Enable</Menu.Item>
                    )}
                  </Menu.Dropdown>
                </Menu>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <UserDialog change={change} onClose={() => setChange(null)} />
    </>
  );
}
