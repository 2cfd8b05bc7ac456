/** What the product can keep; `null` is everything else. */
export type MediaType =
  | 'text/html'
  | 'text/plain'
  | 'application/pdf'
  | 'application/warc'
  | 'application/wacz'
  | 'image/png'
  | 'image/jpeg'
  | 'image/webp';

/** A page begins with a tag, be it behind a comment or a declaration. */
const HTML =
  /^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|div|p|script|table)\b/is;

/**
 * What these bytes are, by themselves: neither a name nor what a server says of them counts. `declared` (a Content-Type) only
 * tells HTML from plain text where a text shows neither.
 */
export function mediaTypeOf(bytes: Uint8Array, declared = ''): MediaType | null {
  const start = String.fromCharCode(...bytes.subarray(0, 2_048));
  if (/^[\s\S]{0,1023}%PDF-\d/.test(start.slice(0, 1_100))) return 'application/pdf';
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return 'image/webp';
  if (start.startsWith('WARC/1.')) return 'application/warc';
  // Its first record tells whether it is a WARC; see warc.ts.
  if (start.startsWith('\x1f\x8b')) return 'application/warc';
  if (start.startsWith('PK\x03\x04'))
    return new TextDecoder('latin1').decode(bytes).includes('datapackage.json') ? 'application/wacz' : null;
  if (/^(\xff\xfe|\xfe\xff)/.test(start)) return /html/i.test(declared) ? 'text/html' : 'text/plain';
  if (HTML.test(start.replace(/^\xef\xbb\xbf/, ''))) return 'text/html';
  if (/html/i.test(declared)) return 'text/html';
  return isBinary(start) ? null : 'text/plain';
}

/** Control characters that no text holds; those of line ends, tabs and ISO 2022 may stand. */
function isBinary(text: string): boolean {
  return [...text].some((character) => {
    const code = character.charCodeAt(0);
    return code < 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0x1b;
  });
}

/** What a browser shows as a picture and cannot run. */
export type PictureType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/avif';

/** The same for pictures of a page; null is everything else, SVG too. */
export function pictureTypeOf(bytes: Uint8Array): PictureType | null {
  const start = String.fromCharCode(...bytes.subarray(0, 32));
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'image/png';
  if (start.startsWith('\xff\xd8\xff')) return 'image/jpeg';
  if (/^GIF8[79]a/.test(start)) return 'image/gif';
  if (/^RIFF[\s\S]{4}WEBP/.test(start)) return 'image/webp';
  return /^[\s\S]{4}ftypavi[fs]/.test(start) ? 'image/avif' : null;
}
