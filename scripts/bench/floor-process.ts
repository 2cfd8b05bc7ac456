import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, projectRoot } from '../cli.ts';
import { startLongRunning } from '../long-running.ts';
import { Client } from './client.ts';

export async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts the floor on a database and waits for its first answer. */
export async function startFloor(databaseUrl: string): Promise<{ client: Client; stop(): Promise<void> }> {
  const port = await freePort();
  const program = path.join(projectRoot, 'scripts', 'bench', 'floor.ts');
  const server = startLongRunning([program, String(port)], { DATABASE_URL: databaseUrl });
  const client = new Client(`http://127.0.0.1:${port}`);
  for (;;) {
    if (!server.running()) throw new CliError('The floor ended before it was ready.');
    try {
      await client.send('/list');
      break;
    } catch {
      await sleep(50);
    }
  }
  return {
    client,
    stop: async () => {
      client.close();
      await server.stop();
    },
  };
}
