const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
} as const;

/** Headers of every response of a site with this address. Source: OWASP Secure Headers, https://owasp.org/www-project-secure-headers/ */
export function securityHeaders(address: string): Record<string, string> {
  return {
    ...SECURITY_HEADERS,
    ...(address.startsWith('https://') && { 'Strict-Transport-Security': 'max-age=31536000' }),
  };
}

/** Rows for a program, or a file to be saved: nothing in it is drawn. */
export const DATA_POLICY = "default-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/** Nothing in it runs, loads or sends; only its own styles and the pictures inside it are drawn, in a frame of this site at most. */
const KEPT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** Of what others wrote and we keep, served under /snapshots/, in place of the headers of every response. */
export const KEPT_HEADERS = {
  'Content-Security-Policy': KEPT_POLICY,
  'X-Frame-Options': 'SAMEORIGIN',
  'Referrer-Policy': 'no-referrer',
  'X-DNS-Prefetch-Control': 'off',
  // A browser refuses a sandboxed document that asks for more than this.
  'Cross-Origin-Opener-Policy': 'unsafe-none',
} as const;

/** Only scripts that carry the nonce run, and what they load. Mantine sets its sizes and colours as inline styles. */
export function contentSecurityPolicy(nonce: string, development: boolean): string {
  return [
    "default-src 'self'",
    // React rebuilds server stacks with eval while developing.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "object-src 'none'",
  ].join('; ');
}
