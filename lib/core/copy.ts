import type pg from 'pg';

/** Milliseconds for which rows are taken without a pause; looked at once in so many rows. */
const AT_ONCE_MS = 1;
const ROWS = 32;

/** What is used of pg's connection. */
type Wire = { query(sql: string): void; stream: { pause(): void; resume(): void } };

/**
 * One COPY as pg asks and tells of it. The connection rests in between, so that whatever else waits for this thread has its turn:
 * a database that writes faster than we read would let nobody else come, for megabytes at a time.
 */
class Copying implements pg.Submittable {
  readonly #sql: string;
  readonly #take: (row: Uint8Array) => void;
  readonly #end: (error: Error | null) => void;
  #begun = 0;
  #rows = 0;
  #failed: Error | null = null;

  constructor(sql: string, take: (row: Uint8Array) => void, end: (error: Error | null) => void) {
    this.#sql = sql;
    this.#take = take;
    this.#end = end;
  }

  submit(connection: unknown): void {
    (connection as Wire).query(this.#sql);
  }

  handleCopyData({ chunk }: { chunk: Uint8Array }, { stream }: Wire): void {
    if (this.#failed) return;
    try {
      this.#take(chunk);
    } catch (error) {
      // To be told when the connection has come to the end.
      this.#failed = error instanceof Error ? error : new Error(String(error));
    }
    this.#rows += 1;
    if (this.#rows % ROWS !== 0) return;
    const at = performance.now();
    if (this.#begun === 0) this.#begun = at;
    if (at - this.#begun < AT_ONCE_MS) return;
    this.#begun = Infinity;
    stream.pause();
    setImmediate(() => {
      this.#begun = 0;
      stream.resume();
    });
  }

  handleCommandComplete(): void {
    // What follows tells that the connection is free again.
  }

  handleReadyForQuery(): void {
    this.#end(this.#failed);
  }

  handleError(error: Error): void {
    this.#end(error);
  }
}

/** Reads over a connection in the binary COPY format; what comes is handed over in whatever pieces it comes, each good until the next. */
export function copyFrom(client: pg.PoolClient) {
  return (sql: string, take: (chunk: Uint8Array) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      const end = (error: Error | null) => (error ? reject(error) : resolve());
      client.query(new Copying(`COPY (${sql}) TO STDOUT (FORMAT binary)`, take, end));
    });
}
