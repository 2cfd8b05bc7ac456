import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, attachedAs, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { readTaskFile } from '#lib/tasks/file-queries.ts';

/** The file that a task made. */
export function GET(request: NextRequest, { params }: RouteContext<'/tasks/[id]/file'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('not_found', 'There is no such file.');
    const { body, name, type, bytes } = await readTaskFile(actor, Number(id));
    return new Response(body, { headers: attachedAs(name, type, bytes) });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
