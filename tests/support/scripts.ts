import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { childEnv } from '#lib/core/env.ts';

/** A folder that is gone after the test; everybody may walk through it, as through most folders. */
export async function temporaryFolder(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'claim-ledger-test-'));
  await chmod(folder, mode);
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Ends when its output has this text; fails when it ends before. */
  says(text: string): Promise<string>;
}

/** Runs a script of the project on its own; what is left of it is ended after the test. */
export function runScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  return runProgram(process.execPath, [path.resolve(script), ...args], env);
}

/** Runs a program in a process group of its own, as a terminal does. */
export function runProgram(
  command: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Running {
  const child = spawn(command, args, {
    env: childEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let output = '';
  const listeners = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      for (const listener of listeners) listener();
    });
  }
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, output }));
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    await ended;
  });
  const says = (text: string) =>
    new Promise<string>((resolve, reject) => {
      const look = () => {
        if (output.includes(text)) resolve(output);
      };
      listeners.add(look);
      look();
      child.once('close', () => reject(new Error(`It ended without saying "${text}":\n${output}`)));
    });
  return { child, ended, says };
}

/** Listens on a free port of 127.0.0.1 until the test has ended. */
export function takenPort(): Promise<number> {
  const server = net.createServer();
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
    });
  });
}
