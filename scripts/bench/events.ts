import type pg from 'pg';

const BATCH = 20_000;

// As record_events writes them, but with the time of the row, and for many rows at once.
const COLUMNS = 'at, tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason';

/** Columns that a table's events leave out, as its trigger was told. */
async function hiddenColumns(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ hidden: string[] }>(
    `SELECT array_remove(string_to_array(encode(tgargs, 'escape'), '\\000'), '') AS hidden
     FROM pg_trigger WHERE tgrelid = $1::regclass AND tgname = $2`,
    [table, `${table}_event_new`],
  );
  if (!rows[0]) throw new Error(`${table} has no history`);
  return rows[0].hidden;
}

/** The first event of each row of `table r`, as it was when it was made. */
function made(
  table: string,
  condition: string,
  parts: { at?: string; was?: string; by?: string } = {},
): string {
  const { at = 'r.created_at', was = 'to_jsonb(r)', by = 'r.created_by_id' } = parts;
  return `SELECT ${at} AS at, pg_current_xact_id()::text::bigint AS tx, u.id AS actor_id, coalesce(u.name, 'system') AS actor,
      '${table}' AS entity, r.id AS entity_id, event_claim('${table}', to_jsonb(r)) AS claim_id, 1 AS version, 'create' AS action,
      '{}'::jsonb AS changed, event_row(${was}, $3) AS row, '' AS reason
    FROM "${table}" r LEFT JOIN user_account u ON u.id = ${by} WHERE ${condition}`;
}

const NEW_CLAIM = `to_jsonb(r) || jsonb_build_object('status', 'unverified', 'rationale', '', 'version', 1, 'updated_at', r.created_at)`;
const JUDGED = `SELECT r.updated_at, pg_current_xact_id()::text::bigint, u.id, u.name, 'claim', r.id, r.id, 2, 'update',
    jsonb_build_object('status', jsonb_build_array('unverified', r.status))
      || CASE WHEN r.rationale = '' THEN '{}' ELSE jsonb_build_object('rationale', jsonb_build_array('', r.rationale)) END,
    event_row(to_jsonb(r), $3), ''
  FROM claim r JOIN user_account u ON u.id = r.created_by_id WHERE r.version = 2 AND r.id > $1 AND r.id <= $2`;

/** Writes the history of everything that was loaded: one event for each row, and one more for a claim that was judged. */
export async function recordEvents(client: pg.Client, claims: number, sources: number): Promise<void> {
  const record = async (table: string, select: string, begin: number, end: number) => {
    const hidden = await hiddenColumns(client, table);
    await client.query(
      `INSERT INTO event (${COLUMNS}) SELECT * FROM (${select}) e ORDER BY 1, entity, entity_id, version`,
      [begin, end, hidden],
    );
  };
  const between = (column: string) => `r.${column} > $1 AND r.${column} <= $2`;
  await record('user_account', made('user_account', between('id'), { by: 'NULL' }), 0, claims);
  await record('publisher', made('publisher', between('id'), { by: 'NULL' }), 0, claims + 10_000);
  for (let begin = 0; begin < claims; begin += BATCH) {
    const end = Math.min(begin + BATCH, claims);
    const share = (id: number) => Math.round((sources * id) / claims);
    await record('source', made('source', between('id')), share(begin), share(end));
    await record(
      'reliance',
      made('reliance', between('source_id'), { by: 'NULL' }),
      share(begin),
      share(end),
    );
    await record(
      'claim',
      `${made('claim', between('id'), { was: NEW_CLAIM })} UNION ALL ${JUDGED}`,
      begin,
      end,
    );
    await record(
      'value',
      `SELECT v.* FROM claim c CROSS JOIN LATERAL (${made('value', 'r.claim_id = c.id', { at: 'c.created_at', by: 'c.created_by_id' })}) v
       WHERE c.id > $1 AND c.id <= $2`,
      begin,
      end,
    );
    await record('evidence', made('evidence', between('claim_id')), begin, end);
  }
}
