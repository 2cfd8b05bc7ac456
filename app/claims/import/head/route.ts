import type { NextRequest } from 'next/server';
import { allowOnly, handle, json, readBytes } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { HEAD_BYTES } from '#lib/core/text-encoding.ts';
import { inspectFile } from '#lib/imports/check-mutations.ts';
import { readOptions } from '#lib/imports/schema.ts';

/** How a file is written and what its columns are. The body is its beginning. */
export function POST(request: NextRequest) {
  return handle(request, async () => {
    const actor = await demandActor();
    const options = readOptions(request.nextUrl.searchParams);
    return json(inspectFile(actor, options, await readBytes(request, HEAD_BYTES)));
  });
}

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = allowOnly('POST');
