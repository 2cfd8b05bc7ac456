type Headers = { get(name: string): string | null };

/**
 * Whether a request was sent by a page of this site: its Origin is the host it was sent to or the public address;
 * where a browser leaves Origin out, Sec-Fetch-Site says same-origin. With neither, it is not.
 * Source: https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 */
export function isSameOrigin(headers: Headers, publicUrl: string): boolean {
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  if (origin === null) return site === 'same-origin';
  return ownOrigins(headers, publicUrl).includes(origin);
}

/**
 * The origins by which this request may call the site: the one it was sent to, and the public one.
 * Only a loopback host may be plain http where the public address is https.
 */
export function ownOrigins(headers: Headers, publicUrl: string): string[] {
  const site = new URL(publicUrl);
  const origins = [site.origin];
  const host = headers.get('host');
  if (host === null || !/^[\w.:[\]-]+$/.test(host)) return origins;
  for (const scheme of new Set([site.protocol, 'http:'])) {
    const address = `${scheme}//${host}`;
    if (!URL.canParse(address)) continue;
    const { origin, hostname } = new URL(address);
    const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
    if ((scheme === site.protocol || loopback) && !origins.includes(origin)) origins.unshift(origin);
  }
  return origins;
}
