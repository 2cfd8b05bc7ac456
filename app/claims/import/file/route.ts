import type { NextRequest } from 'next/server';
import { allowOnly, handle, json } from '#lib/core/http.ts';
import { demandActor } from '#lib/core/session.ts';
import { checkFile } from '#lib/imports/check-mutations.ts';
import { readOptions } from '#lib/imports/schema.ts';

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/**
 * Reads a file of claims, which is the body, and holds it against the ledger; `?name=`, `encoding`, `separator` and `columns` say how.
 * Answers what an import of it would do, with its id. proxy.ts lets it pass, so that the body is read as it arrives.
 */
export async function POST(request: NextRequest) {
  const reader = request.body?.getReader();
  const answer = await handle(request, async () => {
    const actor = await demandActor();
    const options = readOptions(request.nextUrl.searchParams);
    return json(await checkFile(actor, options, piecesOf(reader), request.signal));
  });
  // A browser shows what is wrong with a file only when it could send all of it.
  if (answer.status === 400 && !request.signal.aborted) for await (const _ of piecesOf(reader));
  return answer;
}

async function* piecesOf(reader: Reader | undefined): AsyncGenerator<Uint8Array> {
  for (let piece = await reader?.read(); piece?.value !== undefined; piece = await reader?.read())
    yield piece.value;
}

export const { GET, HEAD, PUT, PATCH, DELETE, OPTIONS } = allowOnly('POST');
