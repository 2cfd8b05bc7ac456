import { decodeText } from './charset.ts';
import { type MediaType, mediaTypeOf } from './media-type.ts';
import { readPage } from './page.ts';
import { NO_METADATA, type PageMetadata } from './page-metadata.ts';
import { readPdf } from './pdf.ts';
import { tidyText } from './readable-text.ts';

/** A body as it is read: what it is, its text and what it says of itself. `mediaType` is null where it cannot be read. */
export type ReadDocument = {
  mediaType: MediaType | null;
  text: string;
  metadata: PageMetadata;
  heading: string;
  asksPassword: boolean;
};

/** The text of a page that is longer is cut; no page that people read is. */
const MOST_TEXT = 5_000_000;
/** Taking a larger page apart would take minutes. */
const MOST_HTML = 8_000_000;

/** Reads HTML, PDF or plain text; anything else has no text. `url` is the document's own address. */
export async function readDocument(
  body: Uint8Array,
  contentType: string,
  url: string,
): Promise<ReadDocument> {
  const mediaType = mediaTypeOf(body, contentType);
  const nothing = { mediaType, text: '', metadata: NO_METADATA, heading: '', asksPassword: false };
  if (mediaType === 'text/html') {
    const page = readPage(decodeText(body, contentType).slice(0, MOST_HTML), url);
    return { mediaType, ...page, text: page.text.slice(0, MOST_TEXT) };
  }
  if (mediaType === 'text/plain')
    return { ...nothing, text: tidyText(decodeText(body, contentType)).slice(0, MOST_TEXT) };
  if (mediaType !== 'application/pdf') return nothing;
  const pdf = await readPdf(body);
  return pdf === null
    ? { ...nothing, mediaType: null }
    : { ...nothing, ...pdf, text: pdf.text.slice(0, MOST_TEXT) };
}
