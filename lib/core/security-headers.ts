/** Headers of every response. Sources: OWASP Secure Headers, https://owasp.org/www-project-secure-headers/ */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()',
} as const;

/** Nothing in it runs, loads or sends; only its own styles and the pictures inside it are drawn, in a frame of this site at most. */
export const KEPT_POLICY =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** For what others wrote and we keep, served under /snapshots/. */
export const KEPT_HEADERS = {
  ...SECURITY_HEADERS,
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
