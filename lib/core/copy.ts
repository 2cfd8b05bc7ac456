import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** Reads over a connection in the binary COPY format; what comes is handed over in whatever pieces it comes. */
export function copyFrom(client: pg.PoolClient) {
  return async (sql: string, take: (chunk: Uint8Array) => void): Promise<void> => {
    const stream = client.query(copyTo(`COPY (${sql}) TO STDOUT (FORMAT binary)`));
    for await (const chunk of stream as AsyncIterable<Uint8Array>) take(chunk);
  };
}
