import type { NextRequest } from 'next/server';
import { allowOnly, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { snapshotAt, snapshotText } from '#lib/snapshots/queries.ts';

/** The readable text of a snapshot, as it is kept. The proxy gives all of /snapshots/ a policy under which nothing runs. */
export function GET(request: NextRequest, { params }: RouteContext<'/snapshots/[id]/text'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await snapshotAt(actor, (await params).id);
    return new Response(await snapshotText(actor, id), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'private, no-store',
      },
    });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
