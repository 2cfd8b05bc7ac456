import type { NextRequest } from 'next/server';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, handle } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';

/** What is no address of the API says so as the API does. */
export function GET(request: NextRequest) {
  return handle(request, async () => {
    await demandReader(request);
    throw new AppError('not_found', 'The API has no such address; docs/api.md lists them.');
  });
}

export const { POST, PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET');
