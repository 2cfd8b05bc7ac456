/** The parts of a search: quoted phrases are looked for as they stand, words by stem, script and with a slip of the finger. */
export type SearchTerms = { phrases: string[]; words: string[] };

const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;
const MOST_WORDS = 12;

/** Ranking reads the text of each row that is found, so of more than these it would keep everybody waiting. */
const RANKED_MOST = 1_000;

/** Whether a list comes in the order that is asked for; else newest change first, or last. `counter` is null where SQL ranks all. */
export function isRanked({ sort }: { sort: string }, counter: { total: () => number } | null): boolean {
  return !sort.endsWith('relevance') || counter === null || counter.total() <= RANKED_MOST;
}

/** Where a page of a list that is not ranked begins: its key is the time of the last change as seconds since 1970, a number as a rank is. */
export function changeBorder<Border extends { key: string }>(border: Border | null): Border | null {
  return border && { ...border, key: new Date(Number(border.key) * 1_000).toISOString() };
}

/** Reads what was typed into a search field. Words without a letter or digit are dropped; the first twelve count. */
export function searchTerms(text: string): SearchTerms {
  const phrases: string[] = [];
  const rest = text.replace(QUOTED, (_, phrase: string) => {
    const trimmed = phrase.replace(/\s+/g, ' ').trim();
    if (trimmed !== '') phrases.push(trimmed);
    return ' ';
  });
  const words = rest.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word));
  return { phrases: phrases.slice(0, MOST_WORDS), words: words.slice(0, MOST_WORDS) };
}
