const FALLBACK = '/';

/**
 * Where to go after signing in: path, query and fragment of an address on this site. Anything that leads elsewhere,
 * cannot be read, or would lead back into signing in, becomes the first page.
 * @param origins the site's own origins, at least one
 */
export function returnAddress(raw: unknown, origins: readonly string[]): string {
  const [base] = origins;
  if (typeof raw !== 'string' || raw.length > 2_000 || base === undefined) return FALLBACK;
  // The URL parser turns a backslash into a slash and drops tabs and line breaks; no address of ours holds them.
  if (raw.includes('\\') || hasControl(raw) || !URL.canParse(raw, base)) return FALLBACK;
  const url = new URL(raw, base);
  // Not url.origin: a blob: address has the origin of the page that made it.
  if (!origins.includes(`${url.protocol}//${url.host}`) || url.username !== '' || url.password !== '')
    return FALLBACK;
  // "/.//elsewhere" is a path here and a host once it stands alone.
  if (url.pathname.startsWith('//') || /^\/(sign-in|api\/auth)(\/|$)/.test(url.pathname)) return FALLBACK;
  return url.pathname + url.search + url.hash;
}

function hasControl(text: string): boolean {
  return [...text].some((character) => character <= ' ' || character === '\u007f');
}
