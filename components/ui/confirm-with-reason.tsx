'use client';

import { useState } from 'react';
import type { ConfirmProps } from './confirm-props.ts';
import { Demanded, OnDemand } from './on-demand.tsx';

const dialog = new OnDemand(() => import('./confirm-dialog.tsx'));

/**
 * Asks for the reason that goes into the history. It stays open, with what was typed, while the work runs and when
 * it fails; `onConfirm` gets the trimmed reason.
 */
export function ConfirmWithReason(props: ConfirmProps) {
  // Loaded when it first opens; kept from then on, so that what was typed is still there at the next opening.
  const [asked, setAsked] = useState(props.opened);
  if (props.opened && !asked) setAsked(true);
  // Given up where it did not come; the next opening asks again.
  if (!asked || (!props.opened && dialog.module === null)) return null;
  return (
    <Demanded code={dialog} onClose={props.onClose}>
      {({ ConfirmDialog }) => <ConfirmDialog {...props} />}
    </Demanded>
  );
}
