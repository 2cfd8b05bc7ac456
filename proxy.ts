import { type NextRequest, NextResponse } from 'next/server';
import { env } from '#lib/core/env.ts';
import { PATH_HEADER } from '#lib/core/request-path.ts';
import { contentSecurityPolicy, KEPT_HEADERS, securityHeaders } from '#lib/core/security-headers.ts';

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

  // Next.js ends in an error over an address that cannot be read; no page or route has it.
  const nowhere = new URL(pathname.startsWith('/api/v1/') ? '/api/v1/-' : '/-', request.url);
  const response = isReadable(pathname)
    ? NextResponse.next({ request: { headers } })
    : NextResponse.rewrite(nowhere, { request: { headers } });
  // The headers set here come last, so a route cannot bring its own.
  const own = pathname.startsWith('/snapshots/') ? KEPT_HEADERS : { 'Content-Security-Policy': policy };
  for (const [name, value] of Object.entries({ ...securityHeaders(nextAuthUrl), ...own }))
    response.headers.set(name, value);
  return response;
}

function isReadable(pathname: string): boolean {
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

// Next.js makes a request and an answer of its own for what passes here, and keeps its body in memory. What programs ask for goes past
// it (record 0069), and so does a file to import, which is read as it arrives: their routes set the headers (handle, allowOnly).
export const config = {
  matcher: ['/((?!_next/static/|api/v1/|claims/import/file$).*)', '/api/v1/(.*%.*)'],
};
