import { PgBoss } from 'pg-boss';

/**
 * Makes the tables of pg-boss, or brings them to the version of the package, in a schema of their own. The caller holds a
 * lock: two that make them at once would meet.
 */
export async function installJobTables(databaseUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: 1,
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
  });
  const failures: Error[] = [];
  boss.on('error', (error) => failures.push(error));
  await boss.start();
  await boss.stop({ graceful: false });
  if (failures[0]) throw failures[0];
}
