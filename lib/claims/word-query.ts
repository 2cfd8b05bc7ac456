/** A word of a search that an index entry must equal, or begin with. */
export type SearchWord = { word: string; begins: boolean };
/** A tsquery taken apart. */
export type WordQuery = SearchWord | { needs: 'all' | 'any'; parts: WordQuery[] };

const TOKEN = /\s*(?:'((?:[^'\\]|'')*)'(:\*)?|([&|()]))/y;

/**
 * Takes a tsquery in its text form apart, as far as words, beginnings, `&`, `|` and parentheses go; null for anything else.
 * See https://www.postgresql.org/docs/current/datatype-textsearch.html#DATATYPE-TSQUERY.
 */
export function parseWordQuery(text: string): WordQuery | null {
  const tokens: (SearchWord | string)[] = [];
  const scan = new RegExp(TOKEN);
  while (scan.lastIndex < text.trimEnd().length) {
    const token = scan.exec(text);
    if (token === null) return null;
    const [, word, begins, mark] = token;
    tokens.push(mark ?? { word: (word ?? '').replaceAll("''", "'"), begins: begins !== undefined });
  }
  let at = 0;
  const chain = (needs: 'all' | 'any', mark: string, part: () => WordQuery | null): WordQuery | null => {
    const parts: WordQuery[] = [];
    do {
      const next = part();
      if (next === null) return null;
      parts.push(next);
    } while (tokens[at] === mark && at++ >= 0);
    return parts.length === 1 ? (parts[0] ?? null) : { needs, parts };
  };
  const one = (): WordQuery | null => {
    const token = tokens[at++];
    if (token === undefined) return null;
    if (typeof token !== 'string') return token;
    const inner = token === '(' ? either() : null;
    return tokens[at++] === ')' ? inner : null;
  };
  const both = () => chain('all', '&', one);
  const either = (): WordQuery | null => chain('any', '|', both);
  const query = either();
  return at === tokens.length ? query : null;
}

/** The text form again. */
export function textOfQuery(query: WordQuery): string {
  if ('word' in query) return `'${query.word.replaceAll("'", "''")}'${query.begins ? ':*' : ''}`;
  return `(${query.parts.map(textOfQuery).join(query.needs === 'all' ? ' & ' : ' | ')})`;
}
