import { existsSync } from 'node:fs';
import { disconnect } from '#lib/core/db.ts';
import { env, requireDatabaseUrl } from '#lib/core/env.ts';
import { runMain } from './cli.ts';
import { migrate } from './migrate.ts';

/** What this process tells the start script; see prepareDatabase. */
export interface Prepared {
  readonly applied: string[];
  readonly seeded: boolean;
  readonly administrator: { created: boolean; email: string; password: string | null };
}

await runMain(async () => {
  const { adminEmail, adminPassword, starterData } = env();
  const applied = await migrate(requireDatabaseUrl());
  const seed = '../prisma/seed.ts';
  const seeded =
    starterData && existsSync('prisma/seed.ts')
      ? (await (await import(seed)).seedStarterData(requireDatabaseUrl())).seeded
      : false;
  const users = '../lib/users/mutations.ts';
  const administrator = existsSync('lib/users/mutations.ts')
    ? await (await import(users)).ensureFirstAdministrator({
        email: adminEmail,
        ...(adminPassword !== undefined && { password: adminPassword }),
      })
    : { created: false, email: adminEmail, password: null };
  await disconnect();
  process.send?.({ applied, seeded, administrator } satisfies Prepared);
  process.disconnect?.();
});
