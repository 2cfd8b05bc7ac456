import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, attachedAs, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { streamLeftOut } from '#lib/imports/queries.ts';

/** The rows of a file that cannot be read, to be put right and imported again. */
export function GET(request: NextRequest, { params }: RouteContext<'/claims/import/[id]/rows.csv'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    if (!/^[1-9]\d{0,8}$/.test(id)) throw new AppError('not_found', 'There is no such import.');
    return new Response(await streamLeftOut(actor, Number(id)), {
      headers: attachedAs(`import-${id}-rows.csv`, 'text/csv; charset=utf-8; header=present'),
    });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
