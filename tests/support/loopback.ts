import { createServer, type RequestListener } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import type { FetchPolicy } from '#lib/core/outgoing.ts';

function listening(server: net.Server, host: string, port: number): Promise<number> {
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        if ('closeAllConnections' in server && typeof server.closeAllConnections === 'function')
          server.closeAllConnections();
      }),
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      const address = server.address() as AddressInfo;
      resolve(address.port);
    });
  });
}

/** A web server of the test's own; answers its port. */
export function serve(listener: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
  return listening(createServer(listener), host, port);
}

/** Listens where nobody may come, and counts who does. */
export async function canary(host = '127.0.0.1', port = 0): Promise<{ port: number; hits: () => number }> {
  let hits = 0;
  const server = net.createServer((socket) => {
    hits += 1;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret');
  });
  return { port: await listening(server, host, port), hits: () => hits };
}

/** Lets the names of the test's own servers through; every name is this machine. */
export function testPolicy(exceptions: readonly string[], changes: Partial<FetchPolicy> = {}): FetchPolicy {
  return {
    publicInternet: true,
    ports: ['80', '443'],
    exceptions,
    resolve: async () => ['127.0.0.1'],
    ...changes,
  };
}
