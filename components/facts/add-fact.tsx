'use client';

import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';

const factForm = new OnDemand(() => import('./fact-form.tsx'));

/** Opens the form for one more fact. */
export function AddFact({ userId }: { userId: number }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (open)
    return (
      <Demanded code={factForm} onClose={close}>
        {({ NewFactForm }) => <NewFactForm userId={userId} onClose={close} />}
      </Demanded>
    );
  return <AddButton onClick={() => setOpen(true)}>Add a fact</AddButton>;
}
