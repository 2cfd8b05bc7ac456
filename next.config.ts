import type { NextConfig } from 'next';

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  serverExternalPackages: ['@node-rs/argon2', 'linkedom', 'pg', 'pg-boss', 'pino', 'undici', 'unpdf'],
};

export default config;
