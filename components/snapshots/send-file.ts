import { z } from 'zod';

const problemDetails = z.object({ detail: z.string() });

/** Uploads a copy of a source; `onProgress` is told how much of it is sent, from 0 to 1. Answers what went wrong, or null. */
export function sendFile(
  sourceId: number,
  file: File,
  onProgress: (share: number) => void,
): Promise<string | null> {
  // fetch() says nothing of how far an upload is.
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/sources/${sourceId}/snapshots?name=${encodeURIComponent(file.name)}`);
    request.upload.addEventListener('progress', ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onProgress(loaded / total);
    });
    request.addEventListener('load', () =>
      resolve(request.status === 201 ? null : refusal(request.responseText, request.status)),
    );
    request.addEventListener('error', () =>
      resolve('The server could not be reached. Check the connection and choose the file again.'),
    );
    request.send(file);
  });
}

function refusal(body: string, status: number): string {
  try {
    return problemDetails.parse(JSON.parse(body)).detail;
  } catch {
    return `The upload failed with status ${status}. Choose the file again.`;
  }
}
