import type { NextRequest } from 'next/server';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';
import { latestCheckpoint } from '#lib/history/seal-queries.ts';

/** Also what the account page offers to save. */
export function GET(request: NextRequest) {
  return handle(request, async () => json(await latestCheckpoint(await demandReader(request))));
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
