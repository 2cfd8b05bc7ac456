import type { NextRequest } from 'next/server';
import { allowOnly, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { snapshotPage } from '#lib/snapshots/archive-queries.ts';
import { snapshotAt } from '#lib/snapshots/queries.ts';

/** The archived page, made harmless, for a frame with `sandbox`. The proxy adds the policy of /snapshots/. */
export function GET(request: NextRequest, { params }: RouteContext<'/snapshots/[id]/page'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const snapshot = await snapshotAt(actor, (await params).id);
    return new Response(await snapshotPage(actor, snapshot), {
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'private, no-store' },
    });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
