'use client';

import dynamic from 'next/dynamic';
import type { TaskTally } from '#lib/tasks/schema.ts';
import { useTaskChanges } from './task-store.ts';
import classes from './task-tray.module.css';

const OpenTray = dynamic(() => import('./open-tray.tsx').then((module) => module.OpenTray), {
  ssr: false,
  loading: () => <span className={classes['place']} />,
});

/** Long work in the header, while there is any or its result waits. What draws it is loaded then. */
export function TaskTray({ tally }: { tally: TaskTally }) {
  const changes = useTaskChanges();
  return tally.listed > 0 || changes > 0 ? <OpenTray tally={tally} changes={changes} /> : null;
}
