import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, handle, readBytes } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { MOST_UPLOAD } from '#lib/snapshots/schema.ts';
import { uploadSnapshot } from '#lib/snapshots/upload-mutations.ts';

/**
 * Keeps an uploaded file as a snapshot of the source. The body is the file itself, its name is in `?name=`. Answers 201 with
 * `{id}`, or problem details.
 */
export function POST(request: NextRequest, { params }: RouteContext<'/sources/[id]/snapshots'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('not_found', 'There is no such source.');
    const bytes = await readBytes(request, MOST_UPLOAD);
    const name = request.nextUrl.searchParams.get('name') ?? '';
    return Response.json(await uploadSnapshot(actor, { sourceId: Number(id), name, bytes }), { status: 201 });
  });
}

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = allowOnly('POST');
