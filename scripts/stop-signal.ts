import { Stopped } from './cli.ts';

/**
 * Aborts when this process is asked to end: Ctrl-C, kill, the terminal closed, or npm gone. A second
 * time ends it at once; the exit handlers then end what is still running.
 */
export function stopSignal(startedByNpm: boolean, quiet = false): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(1);
    if (!quiet) console.log('\nStopping …');
    controller.abort(new Stopped());
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, stop);
  // npm's shell does not hand every signal on.
  const parent = process.ppid;
  if (startedByNpm) {
    const watch = setInterval(() => {
      if (process.ppid === parent || controller.signal.aborted) return;
      stop();
    }, 500);
    watch.unref();
  }
  // A closed terminal or pipe is no reason to leave the database running.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return controller.signal;
}
