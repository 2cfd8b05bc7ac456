'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';

const NewFactForm = dynamic(() => import('./fact-form.tsx').then((module) => module.NewFactForm), {
  ssr: false,
});

/** Opens the form for one more fact. */
export function AddFact({ userId }: { userId: number }) {
  const [open, setOpen] = useState(false);
  if (open) return <NewFactForm userId={userId} onClose={() => setOpen(false)} />;
  return <AddButton onClick={() => setOpen(true)}>Add a fact</AddButton>;
}
