import type { NextConfig } from 'next';

const config: NextConfig = {
  typedRoutes: true,
  poweredByHeader: false,
  images: { unoptimized: true },
  experimental: {
    // What is read of a body that is sent; uploads have a limit of their own (MOST_UPLOAD).
    proxyClientMaxBodySize: '52mb',
    // Seconds that the browser keeps a page fetched ahead (record 0030); less is not to be had.
    staleTimes: { static: 30 },
  },
  serverExternalPackages: [
    ...['@node-rs/argon2', 'css-tree', 'linkedom', 'pg', 'pg-boss', 'pino', 'sanitize-html'],
    ...['undici', 'unpdf'],
  ],
};

export default config;
