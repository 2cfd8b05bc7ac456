import { Client } from './client.ts';

/** How another API is asked for what the product is asked for; works that it lacks are left out. */
export interface Adapter {
  /** Sent with every request, such as a token. */
  readonly headers?: Record<string, string>;
  /** By the id of the work (scripts/bench/works.ts): a path with its query. */
  readonly works: Record<string, string>;
}

export interface Peer {
  readonly client: Client;
  readonly works: Record<string, string>;
}

/** The peer of the command line, if there is one. */
export function measurePeer(url: string | undefined, adapter: Adapter | undefined): Peer | undefined {
  if (url === undefined || adapter === undefined) return undefined;
  return { client: new Client(url, adapter.headers), works: adapter.works };
}
