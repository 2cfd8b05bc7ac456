import { unzipSync } from 'fflate';
import { type MediaType, type PictureType, pictureTypeOf } from './media-type.ts';
import { firstRecord, type MainRecord, mainRecord } from './warc.ts';

/** A picture by its bytes, a style sheet by what the server said of it. */
export type Beside = { kind: PictureType | 'text/css'; body: Uint8Array; contentType: string };

/** One file of the archive may have so many bytes, and so many are looked at. */
const MOST_BYTES = 200 * 1_048_576;
const MOST_FILES = 4;

/**
 * The WARC files inside a WACZ, in the order of the archive. Throws where the file is no ZIP.
 * Source: https://specs.webrecorder.net/wacz/1.1.1/
 */
function warcsIn(wacz: Uint8Array): Uint8Array[] {
  let taken = 0;
  const files = unzipSync(wacz, {
    filter: ({ name, originalSize }) => {
      const wanted =
        /^archive\/[^/]+\.warc(\.gz)?$/.test(name) && originalSize <= MOST_BYTES && taken < MOST_FILES;
      if (wanted) taken += 1;
      return wanted;
    },
  });
  return Object.values(files);
}

/** The page of a WARC or WACZ (see `mainRecord`), of at most so many bytes; null where there is none. Throws where it is broken. */
export async function pageOfArchive(
  archive: Uint8Array,
  mediaType: MediaType,
  mostBytes: number,
): Promise<MainRecord | null> {
  for (const warc of mediaType === 'application/wacz' ? warcsIn(archive) : [archive]) {
    const main = await mainRecord(warc, mostBytes);
    if (main !== null) return main;
  }
  return null;
}

/** What lies beside a page in its archive: so much of each, of all together, and out of so many answers. */
const MOST_BESIDE = 2 * 1_048_576;
const MOST_BESIDES = 8 * 1_048_576;
const MOST_LOOKED_AT = 3_000;

/**
 * Pictures that a page may show and style sheets, by their addresses, as far as an archive holds them and they are no larger than is
 * sent along with a page.
 */
export async function besidePage(archive: Uint8Array, mediaType: MediaType): Promise<Map<string, Beside>> {
  const found = new Map<string, Beside>();
  let left = MOST_BESIDES;
  let looked = 0;
  for (const warc of mediaType === 'application/wacz' ? warcsIn(archive) : [archive])
    await firstRecord(warc, MOST_BESIDE, ({ url, contentType, body }, success) => {
      looked += 1;
      const kind = /^\s*text\/css\b/i.test(contentType) ? 'text/css' : pictureTypeOf(body);
      if (success && kind !== null && body.byteLength <= left && !found.has(url)) {
        found.set(url, { kind, body, contentType });
        left -= body.byteLength;
      }
      return looked >= MOST_LOOKED_AT;
      // The page itself was found: what cannot be read behind it is not shown.
    }).catch(() => null);
  return found;
}
