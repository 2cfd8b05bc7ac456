import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { childEnv } from '#lib/core/env.ts';
import { projectRoot } from './cli.ts';
import { signalGroup } from './processes.ts';

export interface LongRunning {
  readonly pid: number | undefined;
  running(): boolean;
  /** Ends when the program ends, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

/** Starts a Node program that runs until it is stopped, and that ends with this process, however that ends. */
export function startLongRunning(program: readonly string[], env: Record<string, string>): LongRunning {
  const guard = pathToFileURL(path.join(projectRoot, 'scripts', 'end-with-parent.mjs'));
  guard.searchParams.set('parent', String(process.pid));
  const child = spawn(process.execPath, ['--import', guard.href, ...program], {
    cwd: projectRoot,
    env: childEnv(env),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let running = true;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      running = false;
      resolve();
    });
  });
  const lastResort = () => signalGroup(child, 'SIGKILL');
  process.once('exit', lastResort);
  return {
    pid: child.pid,
    running: () => running,
    ended,
    stop: async () => {
      for (const [name, wait] of [
        ['SIGTERM', 10_000],
        ['SIGKILL', 5_000],
      ] as const) {
        if (!running) break;
        signalGroup(child, name);
        await Promise.race([ended, sleep(wait, undefined, { ref: false })]);
      }
      process.off('exit', lastResort);
    },
  };
}
