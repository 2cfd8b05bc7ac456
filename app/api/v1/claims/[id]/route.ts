import type { NextRequest } from 'next/server';
import { readClaim } from '#lib/claims/api-queries.ts';
import { env } from '#lib/core/env.ts';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';

export function GET(request: NextRequest, { params }: RouteContext<'/api/v1/claims/[id]'>) {
  return handle(request, async () => {
    const actor = await demandReader(request);
    const { id } = await params;
    return json(await readClaim(actor, id, env().nextAuthUrl));
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
