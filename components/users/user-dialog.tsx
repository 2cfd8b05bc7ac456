'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import type { ConfirmResult } from '#components/ui/confirm-props.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import type { Role } from '#lib/core/actor.ts';
import {
  disableUserAction,
  enableUserAction,
  resetPasswordAction,
  setRoleAction,
} from '#lib/users/actions.ts';
import type { UserRow } from '#lib/users/schema.ts';
import { type Given, NewPassword } from './new-password.tsx';
import { RoleChoice } from './role-choice.tsx';

export type UserChange = { kind: 'role' | 'password' | 'disable' | 'enable'; user: UserRow };

/** The dialog of one change; every change takes a reason. */
export function UserDialog({ change, onClose }: { change: UserChange | null; onClose: () => void }) {
  const [given, setGiven] = useState<Given | null>(null);
  return (
    <>
      {change && (
        <Confirm
          key={`${change.kind} ${change.user.id}`}
          change={change}
          onClose={onClose}
          onGiven={setGiven}
        />
      )}
      <NewPassword given={given} onClose={() => setGiven(null)} />
    </>
  );
}

function Confirm({
  change: { kind, user },
  onClose,
  onGiven,
}: {
  change: UserChange;
  onClose: () => void;
  onGiven: (given: Given) => void;
}) {
  const [role, setRole] = useState<Role>(user.role);
  const router = useRouter();
  const words = WORDS[kind];

  const confirm = async (reason: string): Promise<ConfirmResult> => {
    const asked = { id: user.id, version: user.version, reason };
    if (kind === 'password') {
      const result = await attempt(() => resetPasswordAction(asked));
      if (!result.ok) return result;
      onGiven({ email: user.email, password: result.data.password });
    } else {
      const result = await {
        role: () => setRoleAction({ ...asked, role }),
        disable: () => disableUserAction(asked),
        enable: () => enableUserAction(asked),
      }[kind]();
      if (!result.ok) return { ok: false, message: result.fields['reason'] ?? result.message };
    }
    router.refresh();
    return { ok: true };
  };

  return (
    <ConfirmWithReason
      opened
      onClose={onClose}
      title={`${words.title} ${user.name}`}
      confirmLabel={words.confirm}
      danger={kind === 'disable'}
      onConfirm={confirm}
    >
      {kind === 'role' ? <RoleChoice value={role} onChange={setRole} /> : <p>{words.text}</p>}
    </ConfirmWithReason>
  );
}

const WORDS = {
  role: { title: 'Role of', confirm: 'Change role', text: '' },
  password: {
    title: 'New password for',
    confirm: 'Make a new password',
    text: 'A new password is generated and shown once. The old one no longer works, and all sessions of this account end.',
  },
  disable: {
    title: 'Disable',
    confirm: 'Disable',
    text: 'Signing in is refused and all sessions end at once. What this person wrote stays, with the name.',
  },
  enable: {
    title: 'Enable',
    confirm: 'Enable',
    text: 'Signing in works again, with the same password and role.',
  },
} as const;
