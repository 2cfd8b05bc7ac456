import type pg from 'pg';

// The same answers as the product's, by hand: one statement each, JSON made by the database, totals and counts from a small cube.

const TIME = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

const ROW = `json_build_object('id', c.id, 'statement', c.statement, 'status', c.status, 'topic', json_build_object('slug', t.slug, 'name', t.name),
  'claimant', CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END, 'claimedOn', c.claimed_on, 'language', c.language,
  'tags', (SELECT coalesce(json_agg(json_build_object('slug', g.slug, 'name', g.name) ORDER BY g.name), '[]') FROM tag g WHERE g.id = ANY (c.tag_ids)),
  'priority', c.priority, 'assignee', CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END,
  'value', (SELECT json_build_object('fact', f.slug, 'state', v.state, 'canonical', v.canonical, 'asOf', v.as_of)
    FROM value v JOIN fact f ON f.id = v.fact_id WHERE v.claim_id = c.id),
  'sourceCount', c.source_count, 'independentOrigins', c.independent_origins, 'supports', c.supports, 'refutes', c.refutes, 'mentions', c.mentions,
  'conflicting', c.conflicting, 'createdAt', ${TIME('c.created_at')}, 'updatedAt', ${TIME('c.updated_at')}, 'version', c.version,
  'sources', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'url', s.url, 'kind', s.kind, 'publisher', p.name,
      'publishedOn', s.published_on, 'stance', e.stance) ORDER BY e.id), '[]')
    FROM evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE e.claim_id = c.id AND e.deleted_at IS NULL))`;
const JOINS = `JOIN topic t ON t.id = c.topic_id LEFT JOIN claimant a ON a.id = c.claimant_id LEFT JOIN user_account u ON u.id = c.assignee_id`;
const LIVE = 'c.programme_id = 1 AND c.deleted_at IS NULL';
const CUBE = 'bench_floor.cube';

function answer(page: string, total: string, facets = ''): string {
  return `WITH page AS MATERIALIZED (${page})
    SELECT json_build_object('total', (${total})${facets},
      'claims', (SELECT coalesce(json_agg(${ROW} ORDER BY page.place), '[]') FROM page JOIN claim c ON c.id = page.id ${JOINS}))::text AS body`;
}

const page = (condition: string, key: string, way: 'ASC' | 'DESC', limit = '50') =>
  `SELECT c.id, row_number() OVER (ORDER BY ${key} ${way}, c.id ${way}) * ${way === 'DESC' ? 1 : -1} AS place
   FROM claim c WHERE ${LIVE}${condition} ORDER BY ${key} ${way}, c.id ${way} LIMIT ${limit}`;

export interface Asked {
  readonly sql: string;
  readonly values: unknown[];
}

const EVERYTHING = `SELECT sum(n)::int FROM ${CUBE}`;

export function list(params: URLSearchParams): Asked {
  const direction = params.get('direction');
  // The last page holds what remains, as if one had come to it page by page.
  if (direction === 'last')
    return {
      sql: answer(
        page('', 'c.updated_at', 'ASC', `(SELECT coalesce(nullif(sum(n)::int % 50, 0), 50) FROM ${CUBE})`),
        EVERYTHING,
      ),
      values: [],
    };
  if (direction === null) return { sql: answer(page('', 'c.updated_at', 'DESC'), EVERYTHING), values: [] };
  const [beyond, way] = direction === 'next' ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);
  return {
    sql: answer(
      page(` AND (c.updated_at, c.id) ${beyond} ($1::timestamptz, $2::int)`, 'c.updated_at', way),
      EVERYTHING,
    ),
    values: [params.get('key'), params.get('id')],
  };
}

export function filtered(params: URLSearchParams): Asked {
  const condition =
    ' AND c.status = ANY ($1::claim_status[]) AND c.language = $2 AND c.priority = $3::priority';
  const total = `SELECT coalesce(sum(n), 0)::int FROM ${CUBE} c WHERE true${condition}`;
  return {
    sql: answer(page(condition, `coalesce(c.claimed_lower, '-infinity'::date)`, 'DESC'), total),
    values: [params.get('status')?.split(','), params.get('language'), params.get('priority')],
  };
}

/** Page, total and the facets of the cube; each leaves its own filter out. */
export function facets(params: URLSearchParams): Asked {
  const conditions = {
    status: ' AND c.status = $1::claim_status',
    topic: ' AND c.topic_id = (SELECT id FROM topic WHERE slug = $2 AND programme_id = 1)',
  };
  const all = conditions.status + conditions.topic;
  const keys = {
    status: 'c.status',
    topic: 'c.topic_id',
    language: 'c.language',
    priority: 'c.priority',
    sources: 'c.sources',
  };
  const counts = Object.entries(keys).map(([name, key]) => {
    const rest = Object.entries(conditions).map(([own, condition]) => (own === name ? '' : condition));
    return `'${name}', (SELECT json_agg(json_build_object('value', g.value, 'count', g.count) ORDER BY g.count DESC)
      FROM (SELECT ${key} AS value, sum(n)::int AS count FROM ${CUBE} c WHERE true${rest.join('')} GROUP BY 1) g)`;
  });
  return {
    sql: answer(
      page(all, 'c.updated_at', 'DESC'),
      `SELECT coalesce(sum(n), 0)::int FROM ${CUBE} c WHERE true${all}`,
      `, 'facets', json_build_object(${counts.join(', ')})`,
    ),
    values: [params.get('status'), params.get('topic')],
  };
}

/** The product ranks no more matches than these either; of more, the last change comes first. */
const RANKED_MOST = 1_000;

/** Full text alone, page and total in one statement: less than the product finds, which forgives slips as well. */
export function search(params: URLSearchParams): Asked {
  const words = (params.get('q') ?? '').split(' ');
  const vectors = words.map((_, index) => `search_word($${index + 1}::text)`).join(' && ');
  return {
    sql: `WITH hits AS MATERIALIZED (SELECT c.id, c.updated_at FROM claim_search x JOIN claim c ON c.id = x.claim_id WHERE ${LIVE} AND x.vector @@ (${vectors})),
        total AS MATERIALIZED (SELECT count(*)::int AS n FROM hits),
        ranked AS (SELECT id, CASE WHEN total.n <= ${RANKED_MOST}
            THEN (SELECT ts_rank('{0.1, 0.2, 0.4, 1.0}', x.vector, ${vectors}) FROM claim_search x WHERE x.claim_id = hits.id)
            ELSE extract(epoch FROM updated_at) END AS rank
          FROM hits, total),
        page AS MATERIALIZED (SELECT id, row_number() OVER (ORDER BY rank DESC, id DESC) AS place FROM ranked ORDER BY rank DESC, id DESC LIMIT 50)
      SELECT json_build_object('total', (SELECT n FROM total),
        'claims', (SELECT coalesce(json_agg(${ROW} ORDER BY page.place), '[]') FROM page JOIN claim c ON c.id = page.id ${JOINS}))::text AS body`,
    values: words,
  };
}

/** COPY of what the product's CSV holds, in its order. */
export function exported(status: string | null): string {
  const condition = status === null ? '' : ` AND c.status = 'false'`;
  return `COPY (
    SELECT c.id, c.statement, t.slug, c.status, a.name, c.claimed_on, c.language, c.original_wording, f.slug, v.canonical, v.qualifier, v.unit,
      v.measure, v.as_of, c.rationale, (SELECT string_agg(g.name, ' | ' ORDER BY g.name) FROM tag g WHERE g.id = ANY (c.tag_ids)), u.name, c.supports,
      c.refutes, c.mentions, c.independent_origins, x.urls, ${TIME('c.created_at')}, ${TIME('c.updated_at')}, c.version, 'http://localhost/claims/' || c.id,
      c.priority, v.valid_from, v.valid_to
    FROM claim c ${JOINS} LEFT JOIN value v ON v.claim_id = c.id LEFT JOIN fact f ON f.id = v.fact_id
    LEFT JOIN (SELECT e.claim_id, string_agg(s.url, ' | ' ORDER BY e.id) AS urls FROM evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL
      WHERE e.deleted_at IS NULL GROUP BY e.claim_id) x ON x.claim_id = c.id
    WHERE ${LIVE}${condition} ORDER BY c.updated_at DESC, c.id DESC) TO STDOUT (FORMAT csv, FORCE_QUOTE *)`;
}

/** The cube from which totals and small facets come: a schema of its own beside the product's tables. */
export async function makeCube(client: pg.Client): Promise<void> {
  await client.query('BEGIN');
  await client.query('CREATE SCHEMA IF NOT EXISTS bench_floor');
  await client.query(`DROP TABLE IF EXISTS ${CUBE}`);
  await client.query(`CREATE TABLE ${CUBE} AS
    SELECT status, topic_id, language, priority, CASE source_count WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'many' END AS sources, count(*)::int AS n
    FROM claim c WHERE ${LIVE} GROUP BY 1, 2, 3, 4, 5`);
  await client.query('COMMIT');
  await client.query(`ANALYZE ${CUBE}`);
}
