import http from 'node:http';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { runMain } from '../cli.ts';
import { type Asked, exported, facets, filtered, list, makeCube, search } from './floor-queries.ts';

// The least that an answer can cost on this machine: node:http and pg, no framework, no session, no checks. A process of its own.

const ANSWERS: Record<string, (params: URLSearchParams) => Asked> = {
  '/list': list,
  '/filtered': filtered,
  '/facets': facets,
  '/search': search,
};

async function answer(pool: pg.Pool, url: URL, response: http.ServerResponse): Promise<void> {
  if (url.pathname === '/export') {
    const client = await pool.connect();
    try {
      response.setHeader('content-type', 'text/csv');
      await client.query('BEGIN READ ONLY');
      await client.query(`SET LOCAL work_mem = '256MB'`);
      await pipeline(client.query(copyTo(exported(url.searchParams.get('status')))), response);
      await client.query('COMMIT');
    } finally {
      client.release();
    }
    return;
  }
  const asked = ANSWERS[url.pathname]?.(url.searchParams);
  if (asked === undefined) {
    response.writeHead(404).end();
    return;
  }
  const name = `${url.pathname} ${asked.values.length} ${asked.sql.length}`;
  const { rows } = await pool.query<{ body: string }>({ name, text: asked.sql, values: asked.values });
  response.setHeader('content-type', 'application/json');
  response.end(rows[0]?.body);
}

await runMain(async () => {
  const connectionString = requireDatabaseUrl();
  // Without the last the planner would rather read every claim's text than the index: it takes text that lies apart for cheap.
  const options =
    '-c plan_cache_mode=force_custom_plan -c pg_trgm.word_similarity_threshold=0.5 -c timezone=UTC -c enable_seqscan=off';
  const client = new pg.Client({ connectionString });
  await client.connect();
  await makeCube(client);
  await client.end();
  const pool = new pg.Pool({ connectionString, max: 10, options });
  const server = http.createServer((request, response) => {
    answer(pool, new URL(request.url ?? '/', 'http://floor'), response).catch((error: unknown) => {
      console.error(error);
      response.destroy();
    });
  });
  server.listen(Number(process.argv[2]), '127.0.0.1');
});
