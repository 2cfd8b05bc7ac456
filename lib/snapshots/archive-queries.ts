import type { Actor } from '#lib/core/actor.ts';
import { blobKey, readBlob } from '#lib/core/blobs.ts';
import { AppError } from '#lib/core/errors.ts';
import { archivedPage, type KeptBeside } from './archived-page.ts';
import { decodeText } from './charset.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import { demandSnapshot } from './policy.ts';
import { MOST_PAGE, type SnapshotRow } from './schema.ts';
import { besidePage, pageOfArchive } from './wacz.ts';
import { firstRecord, type MainRecord } from './warc.ts';

/** A file as it is kept; `name` is plain ASCII. */
export type KeptFile = { bytes: Uint8Array; mediaType: MediaType | null; name: string };

const ENDINGS: Record<MediaType, string> = {
  'text/html': 'html',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/warc': 'warc',
  'application/wacz': 'wacz',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'image/webp': 'webp',
};

/** The document of a snapshot byte for byte, out of its archive where it is in one. Throws `not_found`, `unavailable`. */
export async function snapshotFile(actor: Actor, snapshot: SnapshotRow): Promise<KeptFile> {
  const { body, contentType } = await documentOf(actor, snapshot);
  const mediaType = mediaTypeOf(body, contentType);
  return { bytes: body, mediaType, name: `copy-${snapshot.id}.${mediaType ? ENDINGS[mediaType] : 'bin'}` };
}

/** The WARC of a fetch, or the archive that was uploaded. Throws `not_found` where there is none, `unavailable`. */
export async function snapshotArchive(actor: Actor, snapshot: SnapshotRow): Promise<KeptFile> {
  demandSnapshot(actor, 'read');
  if (snapshot.warcSha256 === null) throw new AppError('not_found', 'No archive is kept of this copy.');
  const bytes = await readBlob(snapshot.warcSha256);
  const mediaType = mediaTypeOf(bytes);
  const packed = mediaType === 'application/warc' && bytes[0] === 0x1f ? '.gz' : '';
  return { bytes, mediaType, name: `copy-${snapshot.id}.${mediaType ? ENDINGS[mediaType] : 'bin'}${packed}` };
}

/**
 * The page of a snapshot as a document that may be shown in a sandboxed frame, with the pictures and style sheets that an uploaded
 * archive holds. Throws `not_found`, `unavailable`.
 */
export async function snapshotPage(actor: Actor, snapshot: SnapshotRow): Promise<string> {
  const { body, contentType, url } = await documentOf(actor, snapshot);
  if (mediaTypeOf(body, contentType) !== 'text/html')
    throw new AppError('not_found', 'This copy is no page of HTML.');
  return archivedPage(decodeText(body, contentType), url, await keptBeside(snapshot));
}

/** Our own captures hold the page alone. */
async function keptBeside({ how, warcSha256, mediaType }: SnapshotRow): Promise<KeptBeside> {
  const pictures = new Map<string, string>();
  const sheets = new Map<string, string>();
  if (how !== 'upload' || warcSha256 === null) return { pictures, sheets };
  for (const [url, { kind, body, contentType }] of await besidePage(
    await readBlob(warcSha256),
    archiveTypeOf(mediaType),
  ))
    if (kind === 'text/css') sheets.set(url, decodeText(body, contentType));
    else pictures.set(url, `data:${kind};base64,${Buffer.from(body).toString('base64')}`);
  return { pictures, sheets };
}

const archiveTypeOf = (mediaType: string | null) =>
  mediaType === 'application/wacz' ? 'application/wacz' : 'application/warc';

async function documentOf(actor: Actor, snapshot: SnapshotRow): Promise<MainRecord> {
  demandSnapshot(actor, 'read');
  const { how, bodySha256, warcSha256, mediaType, finalUrl } = snapshot;
  if (bodySha256 === null) throw new AppError('not_found', 'This copy is an answer without a document.');
  if (warcSha256 === null) return { body: await readBlob(bodySha256), contentType: '', url: finalUrl ?? '' };
  const archive = await readBlob(warcSha256);
  const found =
    how === 'fetch'
      ? await firstRecord(archive, MOST_PAGE, ({ body }) => blobKey(body) === bodySha256)
      : await pageOfArchive(archive, archiveTypeOf(mediaType), MOST_PAGE);
  if (found === null) throw new AppError('not_found', 'The archive of this copy holds no document.');
  return found;
}
