import type { NextRequest } from 'next/server';
import { allowOnly, handle, keptFile } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { snapshotArchive } from '#lib/snapshots/archive-queries.ts';
import { snapshotAt } from '#lib/snapshots/queries.ts';

/** The WARC or WACZ of a copy, to be saved. */
export function GET(request: NextRequest, { params }: RouteContext<'/snapshots/[id]/archive'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    return keptFile(await snapshotArchive(actor, await snapshotAt(actor, (await params).id)), null);
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
