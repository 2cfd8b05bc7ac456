import type { NextRequest } from 'next/server';
import { allowOnly, handle, keptFile } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { snapshotFile } from '#lib/snapshots/archive-queries.ts';
import { snapshotAt } from '#lib/snapshots/queries.ts';

/** The document byte for byte: an image to be shown, anything else to be saved. */
export function GET(request: NextRequest, { params }: RouteContext<'/snapshots/[id]/file'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const file = await snapshotFile(actor, await snapshotAt(actor, (await params).id));
    return keptFile(file, file.mediaType?.startsWith('image/') ? file.mediaType : null);
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
