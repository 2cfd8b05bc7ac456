import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { findSnapshot, snapshotText } from '#lib/snapshots/queries.ts';

/** The readable text of a snapshot, as it is kept. The proxy gives all of /snapshots/ a policy under which nothing runs. */
export function GET(request: NextRequest, { params }: RouteContext<'/snapshots/[id]/text'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    const snapshot = /^[1-9]\d{0,8}$/.test(id) ? await findSnapshot(actor, Number(id)) : null;
    if (snapshot === null) throw new AppError('not_found', 'There is no such snapshot.');
    return new Response(await snapshotText(actor, snapshot.id), {
      headers: {
        'Content-Type': 'text/plain; charset=utf-8',
        'Cache-Control': 'private, no-store',
      },
    });
  });
}
