'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import type { TaskRow } from '#lib/tasks/schema.ts';

const EVERY_MS = 1_000;

const goesOn = (task: TaskRow) => task.endedAt === null;

/**
 * The tasks, asked for when the page opens, after `changes` of this page, when it is looked at again, and each second while one
 * goes on. `tell` gets those that ended since the last look and those that began. Null until they are known.
 */
export function useTasks(
  changes: number,
  tell: (ended: TaskRow[], begun: TaskRow[]) => void,
): { tasks: TaskRow[] | null; failed: boolean; reload: () => Promise<void> } {
  const [tasks, setTasks] = useState<TaskRow[] | null>(null);
  const [failed, setFailed] = useState(false);
  const before = useRef<readonly TaskRow[] | null>(null);
  const acted = useRef(false);
  const teller = useRef(tell);
  useEffect(() => {
    teller.current = tell;
  });

  const reload = useCallback(async () => {
    try {
      const answer = await fetch('/tasks', { cache: 'no-store' });
      if (!answer.ok) throw new Error(answer.statusText);
      const rows: TaskRow[] = await answer.json();
      const former = before.current;
      before.current = rows;
      setTasks(rows);
      setFailed(false);
      // The first look tells of nothing, except where this page has just started something.
      if (former === null && !acted.current) return;
      const was = new Map(former?.map((task) => [task.id, goesOn(task)]));
      const ended = rows.filter((task) => !goesOn(task) && !task.seen && was.get(task.id) !== false);
      const begun = rows.filter((task) => goesOn(task) && !was.has(task.id));
      if (ended.length + begun.length > 0) teller.current(ended, begun);
    } catch {
      // The next look may reach the server again.
      setFailed(true);
    }
  }, []);

  useEffect(() => {
    acted.current = changes > 0;
    void reload();
  }, [reload, changes]);

  const running = tasks?.some(goesOn) ?? false;
  useEffect(() => {
    const look = () => {
      if (!document.hidden) void reload();
    };
    const timer = running ? setInterval(look, EVERY_MS) : undefined;
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, [reload, running]);

  return { tasks, failed, reload };
}
