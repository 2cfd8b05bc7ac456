import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { bandsOf } from '#lib/lineage/near-copies.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { Random } from './random.ts';

const HASHES = 128;
/** Of ten texts four are clones, in clusters of so many; one is mostly the boilerplate of its site, of which there are this many. */
const CLONES = 200;
const SITES = 20;

type Kind = 'clone' | 'boilerplate' | 'own';
type Measured = {
  text: Kind;
  lookups: number;
  'median ms': number;
  'slowest ms': number;
  suggestions: number;
};

const randomFor = (what: number, of: number) => new Random(Math.imul(of, 0x9e3779b1) ^ (what * 0x85ebca6b));
const hash = (random: Random) => random.below(0x1_0000_0000) | 0;

function kindOf(source: number): Kind {
  const place = source % 10;
  if (place < 4) return 'clone';
  return place === 4 ? 'boilerplate' : 'own';
}

/** The hashes of a made-up text: a clone has nine in ten of its cluster's, a page that is mostly boilerplate half of its site's. */
function hashesOf(source: number): number[] {
  const random = randomFor(40, source);
  const kind = kindOf(source);
  const shared = { clone: 0.9, boilerplate: 0.5, own: 0 }[kind];
  const group = kind === 'clone' ? Math.floor(source / (CLONES * 2.5)) : source % SITES;
  const common = randomFor(kind === 'clone' ? 41 : 42, group);
  return Array.from({ length: HASHES }, () => {
    const [own, theirs] = [hash(random), hash(common)];
    return random.chance(shared) ? theirs : own;
  });
}

/** Fills a database with sources up to so many, each with a good copy and its sketch. */
export async function makeSketches(superuserUrl: string, copies: number): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    // What these tables' triggers keep is not measured here.
    await client.query(
      `SET session_replication_role = replica; SELECT set_config('ledger.actor', 'bench', false)`,
    );
    await client.query(
      `INSERT INTO source (id, title, kind, published_on, published_lower, published_upper)
       SELECT n, 'Text ' || n, 'newspaper', '2024', '2024-01-01', '2024-12-31' FROM generate_series((SELECT coalesce(max(id), 0) FROM source) + 1, $1::int) n`,
      [copies],
    );
    await client.query(
      `INSERT INTO snapshot (id, source_id, how, file_name, body_sha256, fetched_at, outcome, detail)
       SELECT n, n, 'upload', 'made-up.html', repeat('0', 64), now(), 'good', 'Made up.' FROM generate_series(1, $1::int) n`,
      [copies],
    );
    async function* lines() {
      for (let source = 1; source <= copies; source += 1) {
        const hashes = hashesOf(source);
        yield `${source}\t${source}\t400\t{${hashes.join()}}\t{${bandsOf(hashes).join()}}\n`;
      }
    }
    await pipeline(
      Readable.from(lines()),
      client.query(copyFrom('COPY text_sketch (source_id, snapshot_id, shingles, hashes, bands) FROM STDIN')),
    );
    await client.query('ANALYZE source, snapshot, text_sketch');
  } finally {
    await client.end();
  }
}

/** How long it takes to tell what a text may be a copy of, by the kind of text. */
export async function measureNearCopies(copies: number, lookups: number): Promise<Measured[]> {
  try {
    const measured: Measured[] = [];
    for (const text of ['clone', 'boilerplate', 'own'] as const) {
      const random = randomFor(43, text.length);
      const times: number[] = [];
      let suggestions = 0;
      while (times.length < lookups) {
        const source = 1 + random.below(copies);
        if (kindOf(source) !== text) continue;
        const begin = performance.now();
        suggestions += (await suggestOrigins(systemActor, source)).length;
        times.push(performance.now() - begin);
      }
      times.sort((a, b) => a - b);
      const rounded = (time: number | undefined) => Number((time ?? 0).toFixed(1));
      measured.push({
        text,
        lookups,
        'median ms': rounded(times[Math.floor(times.length / 2)]),
        'slowest ms': rounded(times.at(-1)),
        suggestions,
      });
    }
    return measured;
  } finally {
    await prisma().$disconnect();
  }
}
