import { BinaryRows, type Fields } from '#lib/core/binary-rows.ts';
import { inSnapshot, Prisma, query } from '#lib/core/db.ts';
import { log } from '#lib/core/log.ts';
import { WordSets } from './word-sets.ts';

/** A word that fewer claims have is found by its index in good time: a microsecond and more for each. */
const FREQUENT_SHARE = 0.03;
/** A set takes a bit for each claim. */
const MOST_WORDS = 200;
/** From so many changed claims on all are read anew. */
const MOST_READ_AGAIN = 20_000;

/** What many claims have, as ANALYZE found it in a sample. */
const FREQUENT = Prisma.sql`
  SELECT w.word FROM pg_stats s, unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs) AS w (word, share)
  WHERE s.schemaname = 'public' AND s.tablename = 'claim_search' AND s.attname = 'vector' AND w.word IS NOT NULL AND w.share >= ${FREQUENT_SHARE}
  ORDER BY w.share DESC LIMIT ${MOST_WORDS}`;

/** The words that many claims have, as sets in memory: to find them by the index would visit every such claim. */
export class FrequentWords {
  #sets: WordSets | null = null;
  #loading: Promise<void> | null = null;
  #reading: Promise<void> = Promise.resolve();
  /** Claims that changed since they were read. */
  readonly #changed = new Set<number>();

  /** To be told of every change from before `load` on. */
  change(ids: Iterable<number>): void {
    for (const id of ids) this.#changed.add(id);
  }

  /** Reads the words of all claims beside whatever else happens. */
  load(lastId: number): Promise<void> {
    this.#loading ??= this.#load(lastId)
      .catch((error: unknown) => log.warn({ err: error }, 'frequent words could not be read; SQL finds them'))
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  async #load(lastId: number): Promise<void> {
    const begun = performance.now();
    this.#sets = null;
    this.#changed.clear();
    const words = (await query<{ word: string }>(FREQUENT)).map(({ word }) => word);
    if (words.length === 0) return;
    const sets = new WordSets(words, lastId);
    await readVectors(sets, 'true');
    sets.share();
    this.#sets = sets;
    log.info(
      { words: words.length, ms: Math.round(performance.now() - begun) },
      'frequent words are in memory',
    );
  }

  /** The sets as of a moment after this call; null while SQL has to find. */
  async current(lastId: number): Promise<WordSets | null> {
    if (this.#sets === null) return null;
    if (this.#changed.size > MOST_READ_AGAIN) {
      void this.load(lastId);
      return null;
    }
    if (this.#changed.size > 0) {
      const ids = [...this.#changed];
      this.#changed.clear();
      const sets = this.#sets;
      this.#reading = this.#reading
        .catch(() => undefined)
        .then(() => {
          for (const id of ids) sets.clear(id);
          return readVectors(sets, `claim_id = ANY ('{${ids.join(',')}}'::int[])`);
        })
        .catch((error: unknown) => {
          this.change(ids);
          throw error;
        });
    }
    await this.#reading;
    return this.#sets;
  }
}

async function readVectors(sets: WordSets, condition: string): Promise<void> {
  const rows = new BinaryRows((fields: Fields) => sets.put(fields.int() ?? 0, fields.bytes()));
  await inSnapshot(async (read) => {
    await read(Prisma.sql`SELECT set_config('statement_timeout', '10min', true)`);
    await read.copy(`SELECT claim_id, strip(vector) FROM claim_search WHERE ${condition}`, (chunk) =>
      rows.push(chunk),
    );
  });
}
