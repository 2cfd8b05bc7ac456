import type { NextRequest } from 'next/server';
import { readClaims } from '#lib/claims/api-queries.ts';
import { env } from '#lib/core/env.ts';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';

export function GET(request: NextRequest) {
  return handle(request, async () => {
    const actor = await demandReader(request);
    const { pathname, searchParams } = request.nextUrl;
    return json(await readClaims(actor, searchParams, { path: pathname, origin: env().nextAuthUrl }));
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
