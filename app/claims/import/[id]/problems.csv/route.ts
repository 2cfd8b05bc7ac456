import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, attachedAs, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { streamProblems } from '#lib/imports/queries.ts';

/** Everything of a file that cannot be read, as CSV. */
export function GET(request: NextRequest, { params }: RouteContext<'/claims/import/[id]/problems.csv'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('not_found', 'There is no such import.');
    return new Response(await streamProblems(actor, Number(id)), {
      headers: attachedAs(`import-${id}-problems.csv`, 'text/csv; charset=utf-8; header=present'),
    });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
