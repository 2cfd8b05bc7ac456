import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError } from './cli.ts';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

interface RunOptions {
  readonly as?: Identity | undefined;
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal | undefined;
  /** Show what it prints instead of collecting it. */
  readonly show?: boolean;
}

/** Runs a program to its end and returns what it printed. Throws CliError when it fails. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
  const { as, cwd, env, signal, show = false } = options;
  const spawnOptions: SpawnOptions = {
    // A group of its own: Ctrl-C reaches us alone, and we end it with all that it started.
    detached: true,
    stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    ...(as && { uid: as.uid, gid: as.gid }),
    ...(cwd && { cwd }),
    ...(env && { env }),
  };
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const child = spawn(command, args, spawnOptions);
    const stop = () => signalGroup(child, 'SIGTERM');
    signal?.addEventListener('abort', stop, { once: true });
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.stderr?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.on('error', reject);
    child.on('close', (code, killedBy) => {
      signal?.removeEventListener('abort', stop);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve(output);
      else reject(new CliError(`${command} ended with ${code ?? killedBy}.\n${output.trim()}`.trim()));
    });
  });
}

/** Sends a signal to a detached child and to everything it started. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid !== undefined) signalProcess(-child.pid, signal);
}

const hasProc = (() => {
  try {
    return readFileSync('/proc/self/stat').length > 0;
  } catch {
    return false;
  }
})();

/** What Linux says of a process, from its state on; the name before it may hold spaces and brackets. */
function procStat(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Whether a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  if (!hasProc) return true;
  try {
    // One that has ended keeps its number until its parent asks for it; in a container that may be never.
    return procStat(pid)[0] !== 'Z';
  } catch {
    return false;
  }
}

/** Sends a signal; a process that is gone already is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** Waits until all are gone; false when some are still there after the time. */
export async function waitForEnd(pids: readonly number[], milliseconds: number): Promise<boolean> {
  const until = Date.now() + milliseconds;
  while (pids.some(isAlive)) {
    if (Date.now() >= until) return false;
    await sleep(25);
  }
  return true;
}

/**
 * A text that names this very process, not only its number, which the system gives out again: when
 * it started, and in which run of the machine. Undefined when there is none with this number.
 */
export async function processFingerprint(pid: number): Promise<string | undefined> {
  if (!isAlive(pid)) return undefined;
  try {
    if (!hasProc) return (await run('ps', ['-o', 'lstart=', '-p', String(pid)])).trim();
    // The start time is the 20th field.
    const started = procStat(pid)[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${started}`;
  } catch {
    return undefined;
  }
}

/** All processes of a user with their command lines, arguments separated by a space. */
export async function processesOf(uid: number): Promise<{ pid: number; command: string }[]> {
  if (!hasProc) {
    const lines = (await run('ps', ['-axo', 'pid=,uid=,command='])).split('\n');
    return lines.flatMap((line) => {
      const [, pid, owner, command] = /^\s*(\d+)\s+(-?\d+)\s+(.*)$/.exec(line) ?? [];
      return command !== undefined && Number(owner) === uid ? [{ pid: Number(pid), command }] : [];
    });
  }
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (statSync(`/proc/${name}`).uid !== uid) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), command }];
    } catch {
      return []; // It ended while we were reading.
    }
  });
}
