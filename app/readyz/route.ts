import { readiness } from '#lib/core/health.ts';
import { allowOnly } from '#lib/core/http.ts';

export const dynamic = 'force-dynamic';

/** The process can serve: 200, or 503 and what is lacking. */
export async function GET(): Promise<Response> {
  const { ready, ...checks } = await readiness();
  return Response.json(
    { status: ready ? 'ok' : 'unavailable', checks },
    { status: ready ? 200 : 503, headers: { 'Cache-Control': 'no-store' } },
  );
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
