import { byteOrderMark, looksCyrillic } from '#lib/core/text-encoding.ts';

const latin1 = new TextDecoder('latin1');

/**
 * Bytes as text: by the byte order mark, else by what the server says, else by what the page says of itself in its first 4,096
 * bytes, else as UTF-8 where they are that, else as the Cyrillic or Western page of old that they look like.
 */
export function decodeText(bytes: Uint8Array, contentType = ''): string {
  const told = byteOrderMark(bytes)?.encoding ?? known(labelIn(contentType)) ?? known(metaLabel(bytes));
  // A page that says UTF-16 in its bytes' ASCII cannot be UTF-16 (HTML standard).
  const label = told?.startsWith('utf-16') && byteOrderMark(bytes) === null ? 'utf-8' : told;
  if (label) return new TextDecoder(label).decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(looksCyrillic(bytes) ? 'windows-1251' : 'windows-1252').decode(bytes);
  }
}

function labelIn(text: string): string | undefined {
  return /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(text)?.[1];
}

function metaLabel(bytes: Uint8Array): string | undefined {
  const start = latin1.decode(bytes.subarray(0, 4_096)).replace(/<!--.*?-->/gs, '');
  const declaration = /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1];
  for (const [tag] of start.matchAll(/<meta\b[^>]*>/gi)) {
    const label = labelIn(tag);
    if (label !== undefined) return label;
  }
  return declaration;
}

/** The standard name of a label; null for one that nobody knows. */
function known(label: string | undefined): string | null {
  if (label === undefined) return null;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}
