import { type NextRequest, NextResponse } from 'next/server';
import { env } from '#lib/core/env.ts';
import { PATH_HEADER } from '#lib/core/request-path.ts';
import { contentSecurityPolicy, KEPT_HEADERS, SECURITY_HEADERS } from '#lib/core/security-headers.ts';

/** Sets the security headers and tells pages their own address. It lets everybody through: queries and mutations are the gate. */
export function proxy(request: NextRequest): NextResponse {
  const { development, nextAuthUrl } = env();
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(18))).toString('base64');
  const policy = contentSecurityPolicy(nonce, development);

  const { pathname, searchParams } = request.nextUrl;
  const search = new URLSearchParams(searchParams);
  search.delete('_rsc');
  const query = search.size > 0 ? `?${search}` : '';

  // Next.js takes the nonce for its own scripts from this request header.
  const headers = new Headers(request.headers);
  headers.set('Content-Security-Policy', policy);
  headers.set('x-nonce', nonce);
  headers.set(PATH_HEADER, pathname + query);

  const response = NextResponse.next({ request: { headers } });
  // The headers set here come last, so a route cannot bring its own.
  const kept = pathname.startsWith('/snapshots/');
  const own = kept ? KEPT_HEADERS : { ...SECURITY_HEADERS, 'Content-Security-Policy': policy };
  for (const [name, value] of Object.entries(own)) response.headers.set(name, value);
  if (nextAuthUrl.startsWith('https://')) {
    response.headers.set('Strict-Transport-Security', 'max-age=31536000');
  }
  return response;
}

// Whatever passes here has its body kept in memory: a file to import is read as it arrives, and its route sets the headers.
export const config = { matcher: '/((?!_next/static/|claims/import/file$).*)' };
