'use client';

import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import type { TaskTally } from '#lib/tasks/schema.ts';
import { useTaskChanges } from './task-store.ts';
import classes from './task-tray.module.css';

const tray = new OnDemand(() => import('./open-tray.tsx'));

/** Long work in the header, while there is any or its result waits. What draws it is loaded then. */
export function TaskTray({ tally }: { tally: TaskTally }) {
  const changes = useTaskChanges();
  if (tally.listed === 0 && changes === 0) return null;
  const place = <span className={classes['place']} />;
  return (
    <Demanded code={tray} loading={place} failed={place}>
      {({ OpenTray }) => <OpenTray tally={tally} changes={changes} />}
    </Demanded>
  );
}
