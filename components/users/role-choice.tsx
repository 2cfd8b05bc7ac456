'use client';

import { Radio, Stack } from '@mantine/core';
import { ROLES, type Role } from '#lib/core/actor.ts';
import { ROLE_LABELS, ROLE_MEANINGS } from '#lib/users/policy.ts';

export function RoleChoice({ value, onChange }: { value: Role; onChange: (role: Role) => void }) {
  return (
    <Radio.Group
      label="Role"
      value={value}
      onChange={(chosen) => {
        const role = ROLES.find((known) => known === chosen);
        if (role) onChange(role);
      }}
    >
      <Stack gap={8} mt={6}>
        {ROLES.map((role) => (
          <Radio
            key={role}
            size="sm"
            value={role}
            label={ROLE_LABELS[role]}
            description={ROLE_MEANINGS[role]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
