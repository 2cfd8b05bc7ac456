import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { keptFileOf } from './schema.ts';

const unpacked = promisify(gunzip);

/** The file that a task of theirs made, part by part at the pace of who reads. Throws `not_found` where there is none, or none any more. */
export async function readTaskFile(
  actor: Actor,
  id: number,
): Promise<{ name: string; type: string; bytes: number; body: ReadableStream<Uint8Array> }> {
  const [task] = await query<{ result: unknown; parts: number }>(Prisma.sql`
    SELECT t.result, (SELECT count(*)::int FROM task_part p WHERE p.task_id = t.id) AS parts
    FROM task t WHERE t.id = ${id} AND t.owner_id = ${actor.id}::int AND t.state = 'done'`);
  const kept = keptFileOf.safeParse(task?.result).data;
  if (!task || !kept || (task.parts === 0 && kept.bytes > 0))
    throw new AppError('not_found', 'There is no such file any more. Export it again.');
  return { name: kept.file, type: kept.type, bytes: kept.bytes, body: partsOf(id, task.parts) };
}

function partsOf(id: number, parts: number): ReadableStream<Uint8Array> {
  let place = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (place === parts) return controller.close();
        const [part] = await query<{ packed: Buffer }>(
          Prisma.sql`SELECT packed FROM task_part WHERE task_id = ${id} AND place = ${place++}`,
        );
        // Put away meanwhile: the download breaks, so that no file is silently short.
        if (!part) throw new Error('a part of a task’s file is gone');
        controller.enqueue(await unpacked(part.packed));
      },
    },
    { highWaterMark: 1 },
  );
}
