import type { NextConfig } from 'next';

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  // What is read of a body that is sent; uploads have a limit of their own (MOST_UPLOAD).
  experimental: { proxyClientMaxBodySize: '52mb' },
  serverExternalPackages: ['@node-rs/argon2', 'linkedom', 'pg', 'pg-boss', 'pino', 'undici', 'unpdf'],
};

export default config;
