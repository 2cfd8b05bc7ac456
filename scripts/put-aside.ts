import type pg from 'pg';

/** What brings back what was put aside, as statements. */
export interface Put {
  readonly indexes: string[];
  readonly constraints: string[];
  readonly triggers: string[];
}

const ENABLE: Record<string, string> = { O: 'ENABLE', R: 'ENABLE REPLICA', A: 'ENABLE ALWAYS', D: 'DISABLE' };

/**
 * Takes the indexes (but those of a key), foreign keys and triggers off tables, so that rows can be poured in, and says how to bring
 * them back. What the role owns is enough. Triggers in `kept` go on working.
 */
export async function putAside(
  client: pg.ClientBase,
  tables: readonly string[],
  kept: readonly string[],
): Promise<Put> {
  const put: Put = { indexes: [], constraints: [], triggers: [] };
  const indexes = await client.query<{ name: string; sql: string }>(
    `SELECT c.relname AS name, pg_get_indexdef(i.indexrelid) AS sql
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = ANY ($1::regclass[]) AND NOT i.indisprimary
       AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.conindid = i.indexrelid)
       AND c.relname <> 'evidence_claim_live'
     ORDER BY i.indrelid = 'event'::regclass, pg_get_indexdef(i.indexrelid) LIKE '% gin %' DESC, c.relname`,
    [tables],
  );
  for (const { name, sql } of indexes.rows) {
    await client.query(`DROP INDEX ${client.escapeIdentifier(name)}`);
    put.indexes.push(sql);
  }
  const keys = await client.query<{ holder: string; name: string; sql: string }>(
    `SELECT conrelid::regclass::text AS holder, conname AS name, pg_get_constraintdef(oid) AS sql
     FROM pg_constraint WHERE contype = 'f' AND (conrelid = ANY ($1::regclass[]) OR confrelid = ANY ($1::regclass[]))
     ORDER BY conrelid, conname`,
    [tables],
  );
  for (const { holder, name, sql } of keys.rows) {
    const constraint = client.escapeIdentifier(name);
    await client.query(`ALTER TABLE ${holder} DROP CONSTRAINT ${constraint}`);
    put.constraints.push(`ALTER TABLE ${holder} ADD CONSTRAINT ${constraint} ${sql}`);
  }
  const triggers = await client.query<{ holder: string; name: string; enabled: string }>(
    `SELECT tgrelid::regclass::text AS holder, tgname AS name, tgenabled AS enabled
     FROM pg_trigger WHERE tgrelid = ANY ($1::regclass[]) AND NOT tgisinternal AND tgname <> ALL ($2) ORDER BY tgrelid, tgname`,
    [tables, kept],
  );
  for (const { holder, name, enabled } of triggers.rows) {
    const trigger = client.escapeIdentifier(name);
    await client.query(`ALTER TABLE ${holder} DISABLE TRIGGER ${trigger}`);
    put.triggers.push(`ALTER TABLE ${holder} ${ENABLE[enabled]} TRIGGER ${trigger}`);
  }
  return put;
}
