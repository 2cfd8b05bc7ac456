'use client';

import { Progress } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { DateTime } from '#components/ui/time.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import type { Result } from '#lib/core/errors.ts';
import { cancelTaskAction, dismissTaskAction } from '#lib/tasks/actions.ts';
import type { TaskRow } from '#lib/tasks/schema.ts';
import { tasksChanged } from './task-store.ts';
import classes from './task-tray.module.css';
import { progressWords, span } from './task-words.ts';
import { undoBulk } from './undo-bulk.ts';

/** One task: how far it is and how to cancel it, or what became of it. */
export function TaskItem({ task }: { task: TaskRow }) {
  const [busy, setBusy] = useState(false);
  const wait = async (work: () => Promise<void>) => {
    setBusy(true);
    await work();
    setBusy(false);
  };
  const send = (work: () => Promise<Result<unknown>>) =>
    wait(async () => {
      const result = await attempt(work);
      if (!result.ok) toastFailed(result.message);
      tasksChanged();
    });
  const { act, file } = task.result ?? {};
  const part = task.total ? Math.min(100, (task.done / task.total) * 100) : null;

  if (task.endedAt === null)
    return (
      <>
        <div className={classes['head']}>
          <span className={classes['title']}>{task.title}</span>
          <button
            type="button"
            className={classes['text']}
            disabled={busy || task.cancelling}
            onClick={() => send(() => cancelTaskAction({ id: task.id }))}
          >
            Cancel<span className={classes['hidden']}> {task.title}</span>
          </button>
        </div>
        {!task.mine && <div className={classes['facts']}>Started by {task.owner ?? 'the system'}</div>}
        <Progress.Root size="sm">
          <Progress.Section
            value={part ?? 100}
            striped={part === null}
            animated={part === null}
            aria-label={task.title}
            aria-valuetext={progressWords(task)}
          />
        </Progress.Root>
        <div className={classes['facts']}>{progressWords(task)}</div>
      </>
    );

  return (
    <>
      <div className={classes['head']}>
        <span className={classes['title']}>{task.title}</span>
        <button
          type="button"
          className={classes['put-away']}
          disabled={busy}
          aria-label={`Put away: ${task.title}`}
          onClick={() => send(() => dismissTaskAction({ id: task.id }))}
        >
          <IconX size={14} aria-hidden />
        </button>
      </div>
      <div className={classes['end']} data-state={task.state}>
        {task.message}
      </div>
      <div className={classes['facts']}>
        {task.kind === 'bulk-change' && task.mine && typeof act === 'string' && (
          <button
            type="button"
            className={classes['text']}
            disabled={busy}
            onClick={() => wait(() => undoBulk(act, `Undid: ${task.title}`))}
          >
            Undo<span className={classes['hidden']}>: {task.title}</span>
          </button>
        )}
        {task.href &&
          (typeof file === 'string' ? (
            <a href={task.href} download={file}>
              Download<span className={classes['hidden']}> {file}</span>
            </a>
          ) : (
            <a href={task.href}>Open the result</a>
          ))}
        <span>
          <DateTime at={task.endedAt} />, after {span(task.seconds)}
        </span>
      </div>
    </>
  );
}
