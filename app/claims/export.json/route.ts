import type { NextRequest } from 'next/server';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { env } from '#lib/core/env.ts';
import { allowOnly, handle } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';

export function GET(request: NextRequest) {
  return handle(request, async () => {
    const actor = await demandActor();
    const { body, headers } = await exportClaims(
      actor,
      'claims.json',
      request.nextUrl.searchParams,
      env().nextAuthUrl,
    );
    return new Response(body, { headers });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
