/** The parts of a search: quoted phrases are looked for as they stand, words by stem, script and with a slip of the finger. */
export type SearchTerms = { phrases: string[]; words: string[] };

const QUOTED = /["“”„«»]([^"“”„«»]*)["“”„«»]/g;
const MOST_WORDS = 12;

/** Ranking reads the text of each row that is found, so of more than these it would keep everybody waiting. */
export const RANKED_MOST = 1_000;

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
