'use client';

import { IconProgress } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import { markTasksSeenAction } from '#lib/tasks/actions.ts';
import type { TaskRow, TaskTally } from '#lib/tasks/schema.ts';
import { TaskItem } from './task-item.tsx';
import { downloadAwaited } from './task-store.ts';
import classes from './task-tray.module.css';
import { useTasks } from './use-tasks.ts';

const ENDS = { done: 'Done', failed: 'Failed', cancelled: 'Cancelled' } as const;

function endOf({ state, title }: TaskRow): string {
  return state === 'queued' || state === 'running' ? '' : `${ENDS[state]}: ${title}.`;
}

/** The button in the header with the number of tasks that go on or wait to be seen, and the list that it opens. */
export function OpenTray({ tally, changes }: { tally: TaskTally; changes: number }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [said, setSaid] = useState('');
  const listId = useId();
  const tray = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLElement>(null);

  const { tasks, failed, reload } = useTasks(changes, (ended, begun) => {
    setSaid(
      [
        ...begun.map(({ title }) => `Started: ${title}. It goes on when you leave.`),
        ...ended.map(endOf),
      ].join(' '),
    );
    downloadAwaited(ended);
    // Pages tell of it, too, also where it was cancelled.
    if (ended.length > 0) router.refresh();
  });
  const running = tasks ? tasks.filter((task) => task.endedAt === null).length : tally.running;
  const unseen = tasks?.filter((task) => task.mine && task.endedAt !== null && !task.seen) ?? [];
  const waiting = tasks ? unseen.length : tally.unseen;
  const unseenIds = unseen.map((task) => task.id).join(',');

  useEffect(() => {
    if (!open || unseenIds === '') return;
    markTasksSeenAction({ ids: unseenIds.split(',').map(Number) })
      .then(reload)
      .catch(reportError);
  }, [open, unseenIds, reload]);

  useEffect(() => {
    // The button that had the focus goes with what it belonged to; the keys stay in the list.
    if (open && tasks && document.activeElement === document.body) panel.current?.focus();
  }, [open, tasks]);

  useEffect(() => {
    if (!open) return undefined;
    panel.current?.focus();
    const outside = (event: PointerEvent) => {
      if (event.target instanceof Node && !tray.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(false);
    void reload();
    button.current?.focus();
  };

  const status = running > 0 ? `${running} running` : waiting > 0 ? `${waiting} ended` : 'nothing new';
  return (
    <div className={classes['tray']} ref={tray}>
      <span role="status" className={classes['hidden']}>
        {said}
      </span>
      {tasks?.length !== 0 && (
        <button
          ref={button}
          type="button"
          className={classes['button']}
          aria-expanded={open}
          aria-controls={open ? listId : undefined}
          title="Long work"
          onClick={() => (open ? close() : setOpen(true))}
        >
          <IconProgress
            size={18}
            stroke={1.6}
            aria-hidden
            className={running > 0 ? classes['turning'] : undefined}
          />
          <span className={classes['hidden']}>Long work: {status}</span>
          {running + waiting > 0 && (
            <span className={classes['count']} data-ended={running === 0} aria-hidden>
              {running + waiting}
            </span>
          )}
        </button>
      )}
      {open && tasks && tasks.length > 0 && (
        <section
          ref={panel}
          id={listId}
          tabIndex={-1}
          className={classes['panel']}
          aria-label="Long work"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
        >
          {failed && <p className={classes['problem']}>The server cannot be reached; trying again.</p>}
          <ul className={classes['list']}>
            {tasks.map((task) => (
              <li key={task.id} className={classes['item']}>
                <TaskItem task={task} />
              </li>
            ))}
          </ul>
          <p className={classes['note']}>
            Work goes on when you close this page. What became of it is kept 14 days.
          </p>
        </section>
      )}
    </div>
  );
}
