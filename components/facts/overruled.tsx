import { IconGavel } from '@tabler/icons-react';
import { DateTime } from '#components/ui/time.tsx';
import type { Overruling } from '#lib/facts/schema.ts';
import { KeepOrLift } from './overrule-actions.tsx';
import classes from './overruled.module.css';

/** What an editor decided, by whom, when and why; and whether the evidence is still what it was decided upon. */
export function Overruled({ overruling, mayOverrule }: { overruling: Overruling; mayOverrule: boolean }) {
  const { text, reason, evidence, stale, who, at } = overruling;
  return (
    <div className={classes['overruled']} data-stale={stale || undefined}>
      <p className={classes['answer']}>
        <strong className={classes['value']}>{text}</strong>
        <span className={classes['mark']}>
          <IconGavel size={16} aria-hidden />
          Overruled
        </span>
      </p>
      <p className={classes['reason']}>{reason}</p>
      <p className={classes['who']}>
        {who}, <DateTime at={at} />
      </p>
      {stale && (
        <p className={classes['stale']}>
          <strong>Stale.</strong> The evidence has changed since. It said then: {evidence}
        </p>
      )}
      {mayOverrule && <KeepOrLift overruling={overruling} />}
    </div>
  );
}
