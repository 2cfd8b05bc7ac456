import { z } from 'zod';
import type { Result } from '#lib/core/errors.ts';
import { HEAD_BYTES } from '#lib/core/text-encoding.ts';
import type { FileFormat } from '#lib/imports/schema.ts';

/** What somebody chose over what was told from the file. `columns` by their place, '' leaves one out. */
export type Choices = { encoding?: string; separator?: string; columns: Record<number, string> };

const problemDetails = z.object({ detail: z.string() });
const OUT_OF_REACH = 'The server could not be reached. Check the connection and try again.';

function addressOf(step: 'head' | 'file', file: File, { columns, ...choices }: Choices): string {
  const params = new URLSearchParams({ ...choices, name: file.name, columns: JSON.stringify(columns) });
  return `/claims/import/${step}?${params}`;
}

/** How the file is written, by its beginning. */
export async function inspect(file: File, choices: Choices): Promise<Result<FileFormat>> {
  try {
    const answer = await fetch(addressOf('head', file, choices), {
      method: 'POST',
      body: file.slice(0, HEAD_BYTES),
    });
    const text = await answer.text();
    return answer.ok ? { ok: true, data: JSON.parse(text) as FileFormat } : refused(text, answer.status);
  } catch {
    return refused('', 0);
  }
}

/** Sends the file to be checked; `onProgress` is told how much of it is read, from 0 to 1. Answers the import's id. */
export function send(
  file: File,
  choices: Choices,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<Result<{ id: number }>> {
  // fetch() says nothing of how far an upload is.
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', addressOf('file', file, choices));
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener('load', () =>
      resolve(
        request.status === 200
          ? { ok: true, data: z.object({ id: z.number() }).parse(JSON.parse(request.responseText)) }
          : refused(request.responseText, request.status),
      ),
    );
    request.addEventListener('error', () => resolve(refused('', 0)));
    request.addEventListener('abort', () => resolve(refused('', 0)));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}

function refused(body: string, status: number): Result<never> {
  let message = status === 0 ? OUT_OF_REACH : `The server answered ${status}. Try again.`;
  try {
    message = problemDetails.parse(JSON.parse(body)).detail;
  } catch {
    // Not an answer of ours.
  }
  return { ok: false, code: 'invalid', message, fields: {} };
}
