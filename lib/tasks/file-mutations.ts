import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Prisma, type Tx } from '#lib/core/db.ts';
import type { TaskRun } from './run-mutations.ts';

const packed = promisify(gzip);
/** Bytes that are packed and written at once, about. */
const PART = 4 * 2 ** 20;

/**
 * Keeps a file with the task that makes it, in the transaction that ends it; memory does not grow with the file. Each chunk is told of
 * before the next one is asked for. Answers how many bytes it has. Where the task is cancelled, so is the reading of the body.
 */
export async function keepFile(
  tx: Tx,
  { taskId, signal }: Pick<TaskRun, 'taskId' | 'signal'>,
  body: ReadableStream<Uint8Array>,
  onChunk: () => void,
): Promise<number> {
  const reader = body.getReader();
  const stop = () => void reader.cancel().catch(() => undefined);
  signal.addEventListener('abort', stop);
  let chunks: Uint8Array[] = [];
  let waiting = 0;
  let [bytes, place] = [0, 0];
  const write = async () => {
    const part = await packed(Buffer.concat(chunks), { level: 1 });
    await tx.$executeRaw(
      Prisma.sql`INSERT INTO task_part (task_id, place, packed) VALUES (${taskId}, ${place++}, ${part})`,
    );
    chunks = [];
    waiting = 0;
  };
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // A reading that was cancelled ends as if nothing more came.
      signal.throwIfAborted();
      if (done) break;
      chunks.push(value);
      waiting += value.byteLength;
      bytes += value.byteLength;
      onChunk();
      if (waiting >= PART) await write();
    }
    if (waiting > 0) await write();
    return bytes;
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
