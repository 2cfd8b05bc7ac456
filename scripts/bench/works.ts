import pg from 'pg';
import { encodePlace } from '#lib/core/keyset.ts';

/** The most that is to be reached. Times are milliseconds with one client; with more it is the throughput that the ratio tells. */
export interface Goal {
  /** Product to floor: the middle time, or with more clients the requests a second of the floor to the product's. */
  readonly ratio?: number;
  readonly p50?: number;
  readonly p95?: number;
  /** The first byte. */
  readonly first?: number;
}

/** One thing that is measured, as each side is asked for it. */
export interface Work {
  readonly id: string;
  readonly label: string;
  readonly product: string;
  /** Undefined: nothing to compare with. */
  readonly floor?: string;
  readonly goal: Goal;
  /** The product forgives slips, the floor does not: it must find no less, and need not show the same. */
  readonly findsMore?: true;
  /** The page as HTML, for which somebody signs in. */
  readonly html?: true;
}

const query = (parts: Record<string, string>) => new URLSearchParams(parts).toString();

/** A word of a claim in the middle and one of its neighbour's, which few others have. */
async function rareWords(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ words: string[] }>(
    `SELECT regexp_split_to_array(regexp_replace(statement, '[^[:alnum:] ]', '', 'g'), ' ') AS words
     FROM claim WHERE language = 'en' AND id >= (SELECT max(id) / 2 FROM claim) ORDER BY id LIMIT 1`,
  );
  const words = rows[0]?.words ?? [];
  return words
    .filter((word) => word.length > 6)
    .slice(-2)
    .join(' ');
}

/** The works on the data of a database; some need a place or a word that is in it. */
export async function worksFor(databaseUrl: string): Promise<Work[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const { rows: middle } = await client.query<{ key: string; id: number; offset: number }>(
      `SELECT c.updated_at::text AS key, c.id, (SELECT count(*)::int / 2 FROM claim) AS offset
       FROM claim c WHERE deleted_at IS NULL ORDER BY updated_at DESC, id DESC OFFSET (SELECT count(*) / 2 FROM claim) LIMIT 1`,
    );
    const border = middle[0] ?? { key: '', id: 1, offset: 0 };
    const place = (direction: 'next' | 'previous') =>
      encodePlace({
        sort: '-updated',
        direction,
        border: { key: border.key, id: border.id },
        offset: border.offset,
      });
    const deep = (direction: 'next' | 'previous') =>
      `/list?${query({ key: border.key, id: String(border.id), direction })}`;
    const last = encodePlace({ sort: '-updated', direction: 'previous', border: null, offset: 0 });
    const filters = query({ status: 'false,misleading', language: 'en', priority: 'high', sort: '-claimed' });
    const narrowed = query({ status: 'false', topic: 'visa', facets: '1' });
    const list = (parts: string) => `/api/v1/claims?${parts}`;
    const searched = (id: string, label: string, words: string): Work => ({
      id,
      label: `search: ${label} (${words})`,
      product: list(query({ q: words })),
      floor: `/search?${query({ q: words })}`,
      goal: { ratio: 2, p95: 150 },
      findsMore: true,
    });
    return [
      {
        id: 'list',
        label: 'newest 50 with sources, total',
        product: list(''),
        floor: '/list',
        goal: { ratio: 3 },
      },
      {
        id: 'filtered',
        label: 'three filters, another order',
        product: list(filters),
        floor: `/filtered?${filters}`,
        goal: { ratio: 3 },
      },
      {
        id: 'facets',
        label: 'filtered list, total and all facets',
        product: list(narrowed),
        floor: `/facets?${narrowed}`,
        goal: { ratio: 4 },
      },
      {
        id: 'all-facets',
        label: 'facets of everything, 25 rows',
        product: list(query({ facets: '1', per: '25' })),
        goal: { p50: 60 },
      },
      searched('rare', 'rare', await rareWords(client)),
      searched('common', 'common', 'visas approved'),
      searched('russian', 'Russian', 'виз одобрено'),
      searched('translit', 'transliterated', 'zaiavlenii odobreno'),
      {
        id: 'typo',
        label: 'search: with slips (aplications setlement)',
        product: list(query({ q: 'aplications setlement' })),
        goal: { p95: 150 },
      },
      {
        id: 'search-facets',
        label: 'search with all facets (visas approved)',
        product: list(query({ q: 'visas approved', facets: '1' })),
        goal: { p50: 100 },
      },
      {
        id: 'deep',
        label: 'a page in the middle',
        product: list(`after=${place('next')}`),
        floor: deep('next'),
        goal: { ratio: 3 },
      },
      {
        id: 'back',
        label: 'and backwards',
        product: list(`after=${place('previous')}`),
        floor: deep('previous'),
        goal: { ratio: 3 },
      },
      {
        id: 'last',
        label: 'the last page',
        product: list(`after=${last}`),
        floor: '/list?direction=last',
        goal: { ratio: 3 },
      },
      {
        id: 'by-statement',
        label: 'claims in Russian by their statement',
        product: list(query({ language: 'ru', sort: 'statement' })),
        goal: { p50: 60 },
      },
      { id: 'claim', label: 'one claim whole', product: `/api/v1/claims/${border.id}`, goal: {} },
      // What signing in, the frame of the site and Next.js take without a list: no page of ours comes sooner.
      {
        id: 'page-bare',
        label: 'a page without a list as HTML',
        product: '/instruments',
        goal: {},
        html: true,
      },
      {
        id: 'page',
        label: 'the table as HTML',
        product: '/claims',
        goal: { p50: 60, first: 30 },
        html: true,
      },
      {
        id: 'page-filtered',
        label: 'the table as HTML, filtered',
        product: `/claims?${query({ status: 'false,misleading', topic: 'visa', sort: '-claimed' })}`,
        goal: { p50: 60 },
        html: true,
      },
      {
        id: 'page-search',
        label: 'the table as HTML, searched',
        product: '/claims?q=visas+approved',
        goal: { p50: 100 },
        html: true,
      },
      {
        id: 'page-sources',
        label: 'the table of sources as HTML, with its facets',
        product: '/sources',
        goal: { p50: 60 },
        html: true,
      },
      {
        id: 'page-sources-used',
        label: 'the sources that one claim rests on, by title, as HTML',
        product: `/sources?${query({ used: 'one', sort: 'title' })}`,
        goal: { p50: 60 },
        html: true,
      },
    ];
  } finally {
    await client.end();
  }
}

/** Files, with how many claims are in them. */
export const DOWNLOADS = [
  { id: 'csv', label: 'CSV of everything', query: '', least: 0 },
  { id: 'csv-filtered', label: 'CSV of a tenth', query: 'status=false', least: 0 },
] as const;
