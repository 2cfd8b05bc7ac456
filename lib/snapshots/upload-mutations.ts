import type { Actor } from '#lib/core/actor.ts';
import { writeBlob } from '#lib/core/blobs.ts';
import { now } from '#lib/core/clock.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { type ReadDocument, readDocument } from './document.ts';
import { judge } from './judgement.ts';
import { keepSnapshot } from './keep-mutations.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import { demandSnapshot } from './policy.ts';
import { MOST_PAGE, uploadInput } from './schema.ts';
import { pageOfArchive } from './wacz.ts';
import type { MainRecord } from './warc.ts';

const ARCHIVES: readonly MediaType[] = ['application/warc', 'application/wacz'];

/**
 * Keeps a file that somebody has of a source where it cannot be fetched: HTML, PDF, text, WARC, WACZ or an image (PNG, JPEG, WebP),
 * told by its bytes. It is judged as a fetched page is. Throws `invalid` for anything else, `not_found`.
 */
export async function uploadSnapshot(
  actor: Actor,
  file: { sourceId: number; name: string; bytes: Uint8Array },
): Promise<{ id: number }> {
  demandSnapshot(actor, 'upload');
  const { sourceId, name } = uploadInput.parse({ sourceId: file.sourceId, name: file.name });
  const { bytes } = file;
  const source = await prisma().source.findUnique({
    where: { id: sourceId, deletedAt: null },
    select: { url: true },
  });
  if (!source) throw new AppError('not_found', 'This source does not exist any more.');
  const mediaType = mediaTypeOf(bytes);
  if (mediaType === null)
    throw refused('This is neither HTML, PDF, text, WARC nor WACZ, nor an image as PNG, JPEG or WebP.');
  const archive = ARCHIVES.includes(mediaType);
  const main = archive ? await mainOf(bytes, mediaType) : null;
  const document = archive
    ? main && (await readDocument(main.body, main.contentType, main.url))
    : await readDocument(bytes, '', source.url ?? '');
  if (!archive && document?.mediaType == null) throw refused('This file is broken or locked.');
  const judgement = judgeUpload(document, bytes.byteLength);
  const sha256 = await writeBlob(bytes);
  const text = document?.text ?? '';
  const textSha256 = text === '' ? null : await writeBlob(new TextEncoder().encode(text));
  const at = now();
  return transaction(actor, '', (tx) =>
    keepSnapshot(tx, actor, {
      ...{
        sourceId,
        how: 'upload',
        fileName: name,
        finalUrl: main?.url ?? null,
        fetchedAt: at,
        ...judgement,
      },
      ...{ mediaType, bodySha256: sha256, bodyBytes: bytes.byteLength, warcSha256: archive ? sha256 : null },
      ...{ textSha256, textLength: text.length },
      ...document?.metadata,
    }),
  );
}

async function mainOf(bytes: Uint8Array, mediaType: MediaType): Promise<MainRecord | null> {
  try {
    return await pageOfArchive(bytes, mediaType, MOST_PAGE);
  } catch {
    throw refused(`This ${mediaType === 'application/wacz' ? 'WACZ' : 'WARC'} file is broken.`);
  }
}

function judgeUpload(document: ReadDocument | null, bytes: number) {
  if (document === null)
    return { outcome: 'unreadable' as const, detail: 'The archive holds no page that can be read.' };
  const { mediaType, text, metadata, heading, asksPassword } = document;
  return judge({
    ...{ requestedUrl: '', finalUrl: '', status: 200, headers: new Map(), bodyBytes: bytes },
    ...{ mediaType, text, title: metadata.title ?? '', heading, asksPassword },
  });
}

function refused(message: string): AppError {
  return new AppError('invalid', message, { file: message });
}
