import type { NextRequest } from 'next/server';
import { readExport } from '#lib/claims/api-queries.ts';
import { env } from '#lib/core/env.ts';
import { allowOnly, handle } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';

export function GET(request: NextRequest) {
  return handle(request, async () => {
    const actor = await demandReader(request);
    const { body, headers } = await readExport(
      actor,
      'evidence.csv',
      request.nextUrl.searchParams,
      env().nextAuthUrl,
    );
    return new Response(body, { headers });
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
