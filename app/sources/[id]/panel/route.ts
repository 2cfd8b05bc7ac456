import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { sourceWhole } from '#lib/sources/whole-queries.ts';

/** What the table shows beside its rows when a source is opened, without the rows. */
export function GET(request: NextRequest, { params }: RouteContext<'/sources/[id]/panel'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    const whole = await sourceWhole(actor, id);
    if (whole === null) throw new AppError('not_found', `There is no source ${id}.`);
    return json(whole);
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
