import { unzipSync } from 'fflate';
import type { MediaType } from './media-type.ts';
import { type MainRecord, mainRecord } from './warc.ts';

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
