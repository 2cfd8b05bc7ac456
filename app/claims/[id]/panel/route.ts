import type { NextRequest } from 'next/server';
import { claimWhole } from '#lib/claims/whole-queries.ts';
import { now } from '#lib/core/clock.ts';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { momentOf } from '#lib/core/moment.ts';
import { demandActor } from '#lib/core/session.ts';

/** What the table shows beside its rows when a claim is opened, without the rows. */
export function GET(request: NextRequest, { params }: RouteContext<'/claims/[id]/panel'>) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { id } = await params;
    const { asOf, problem } = momentOf(request.nextUrl.searchParams.get('asOf') ?? undefined, now());
    if (problem !== null) throw new AppError('invalid', `asOf: ${problem}.`);
    const whole = await claimWhole(actor, id, asOf);
    if (whole === null) throw new AppError('not_found', `There is no claim ${id}.`);
    return json(whole);
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
