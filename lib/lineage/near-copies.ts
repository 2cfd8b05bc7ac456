/** Words that stand one after another in a shingle. */
const WORDS = 5;
/** Shorter texts share their shingles by chance, or are all boilerplate. */
const LEAST_SHINGLES = 40;
/** Beyond these words a text is not read; what is copied is copied from the start. */
const MOST_WORDS = 100_000;
const HASHES = 128;
/** Hashes in one band. Texts of which half is common share a band with a probability of 0.87, of which two thirds, 0.998. */
const ROWS = 4;

/** A text as it is compared: `shingles` counts the different ones, `hashes` are their MinHash, `bands` what near-copies have in common. All are signed 32-bit. */
export type Sketch = { shingles: number; hashes: number[]; bands: number[] };

/**
 * The sketch of a text; null where it is too short to be told from others. Case, accents aside from those of letters, punctuation
 * and line breaks do not count.
 * Source: Broder 1997, On the resemblance and containment of documents; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.
 */
export function sketchOf(text: string): Sketch | null {
  const shingles = shinglesOf(text);
  if (shingles.size < LEAST_SHINGLES) return null;
  const hashes = Array.from(SEEDS, (seed) => {
    let least = 0xffffffff;
    for (const shingle of shingles) {
      const hash = mixed(shingle ^ seed) >>> 0;
      if (hash < least) least = hash;
    }
    return least | 0;
  });
  return { shingles: shingles.size, hashes, bands: bandsOf(hashes) };
}

export function bandsOf(hashes: readonly number[]): number[] {
  return Array.from({ length: HASHES / ROWS }, (_, band) =>
    hashes.slice(band * ROWS, (band + 1) * ROWS).reduce((sum, hash) => mixed(sum ^ hash), band + 1),
  );
}

/**
 * How much of a text stands in another, from 0 to 1, of two sketches that agree in `equal` of their hashes. An estimate: its error
 * is about 0.04.
 */
export function sharedPart(equal: number, own: { shingles: number }, other: { shingles: number }): number {
  const resemblance = equal / HASHES;
  const common = (resemblance * (own.shingles + other.shingles)) / (1 + resemblance);
  return Math.min(1, common / own.shingles);
}

/** The most that is said of texts that are not equal: a sentence more or less in a long one may change no hash. */
export const NEARLY_ALL = 0.99;

/** “All of this text” of 1, which only equal texts have; “About 99 % of this text”. */
export function sharedText(share: number): string {
  return share === 1 ? 'All of this text' : `About ${Math.floor(share * 100)} % of this text`;
}

/** A text of which so much stands in another is a near-copy of it. A retelling with long quotes has less. */
export const NEAR_COPY = 0.6;

function shinglesOf(text: string): Set<number> {
  const words = text
    .slice(0, MOST_WORDS * 12)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .match(/[\p{L}\p{M}\p{N}]+/gu);
  const hashes = (words ?? []).slice(0, MOST_WORDS).map(hashOf);
  const shingles = new Set<number>();
  for (let at = 0; at + WORDS <= hashes.length; at++) {
    let shingle = 0;
    for (let word = 0; word < WORDS; word++)
      shingle = mixed(Math.imul(shingle, 31) ^ (hashes[at + word] ?? 0));
    shingles.add(shingle);
  }
  return shingles;
}

/** FNV-1a, 32 bits. */
function hashOf(word: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < word.length; at++) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return mixed(hash);
}

/** The finaliser of MurmurHash3: every bit depends on every bit. */
function mixed(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const SEEDS = Int32Array.from({ length: HASHES }, (_, at) => mixed(Math.imul(at + 1, 0x9e3779b9)));
