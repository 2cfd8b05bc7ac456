import { disconnect, prisma } from '#lib/core/db.ts';
import { env, requireDatabaseUrl } from '#lib/core/env.ts';
import { ensureFirstAdministrator } from '#lib/users/mutations.ts';
import { seedFramework, seedStarterData } from '#prisma/seed.ts';
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
  const firstRun = (await prisma().programme.count()) === 0;
  const seeded = firstRun && starterData ? (await seedStarterData(requireDatabaseUrl())).seeded : false;
  // Without statistics the first minutes would run on bad plans, until the server looks by itself.
  if (seeded) await prisma().$executeRaw`ANALYZE`;
  if (firstRun && !starterData) await seedFramework(requireDatabaseUrl());
  const administrator = await ensureFirstAdministrator({ email: adminEmail, password: adminPassword });
  await disconnect();
  process.send?.({ applied, seeded, administrator } satisfies Prepared);
  process.disconnect?.();
});
