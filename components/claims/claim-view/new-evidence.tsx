'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { EvidenceFormBox } from './evidence-form-box.tsx';
import { useReturnFocus } from './use-return-focus.ts';

/** One button that becomes the form for another source. */
export function NewEvidence({
  claimId,
  userId,
  languages,
}: {
  claimId: number;
  userId: number;
  languages: string[];
}) {
  const [open, setOpen] = useState(false);
  const button = useReturnFocus(open);
  const close = () => setOpen(false);
  if (!open) {
    return (
      <Button
        ref={button}
        variant="default"
        size="xs"
        mt={16}
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        Add evidence
      </Button>
    );
  }
  return (
    <EvidenceFormBox
      title="New evidence"
      userId={userId}
      claimId={claimId}
      evidence={null}
      languages={languages}
      onDone={close}
      onCancel={close}
    />
  );
}
