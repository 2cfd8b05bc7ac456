import { defineConfig } from 'prisma/config';

// The CLI would download a native engine; generating needs none, and any executable satisfies the check.
// Migrations do not go through the CLI: see scripts/migrate.ts.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({
  schema: 'prisma/schema',
  migrations: { path: 'prisma/migrations' },
});
