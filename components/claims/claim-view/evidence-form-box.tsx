'use client';

import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import type { EvidenceFormProps } from '../evidence-form/evidence-props.ts';
import classes from './evidence.module.css';

// Most visits only read: the form and its calendar come when they are asked for.
const evidenceForm = new OnDemand(() => import('./focused-evidence-form.tsx'));

/** The form with its heading, in its place on the page. */
export function EvidenceFormBox({ title, ...form }: EvidenceFormProps & { title: string }) {
  return (
    <section className={classes['formBox']} aria-label={title}>
      <h3 className={classes['formTitle']}>{title}</h3>
      <Demanded code={evidenceForm} loading={<TextSkeleton lines={4} />} onClose={form.onCancel}>
        {({ FocusedEvidenceForm }) => <FocusedEvidenceForm {...form} />}
      </Demanded>
    </section>
  );
}
