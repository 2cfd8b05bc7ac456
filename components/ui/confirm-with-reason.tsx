'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ConfirmProps } from './confirm-props.ts';

const ConfirmDialog = dynamic(() => import('./confirm-dialog.tsx').then((module) => module.ConfirmDialog), {
  ssr: false,
});

/**
 * Asks for the reason that goes into the history. It stays open, with what was typed, while the work runs and when
 * it fails; `onConfirm` gets the trimmed reason.
 */
export function ConfirmWithReason(props: ConfirmProps) {
  // Loaded when it first opens; kept from then on, so that what was typed is still there at the next opening.
  const [asked, setAsked] = useState(props.opened);
  if (props.opened && !asked) setAsked(true);
  return asked ? <ConfirmDialog {...props} /> : null;
}
