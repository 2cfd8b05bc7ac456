'use client';

import { useEffect, useRef } from 'react';
import { EvidenceForm } from '../evidence-form/evidence-form.tsx';
import type { EvidenceFormProps } from '../evidence-form/evidence-props.ts';

/** The form with the focus in its first field: the address of a new source. */
export function FocusedEvidenceForm(props: EvidenceFormProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector<HTMLElement>('input, textarea, button')?.focus(), []);
  return (
    <div ref={box}>
      <EvidenceForm {...props} />
    </div>
  );
}
