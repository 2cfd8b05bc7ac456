/** Somebody from whom a text says it has its words. */
export type NamedOrigin = {
  /** As the text has it first, then as others write it. */
  spellings: readonly [string, ...string[]];
  /** Where it is said first, at most 300 characters. */
  sentence: string;
};

/** Agencies that are retold more than others: their spellings, and what the text may hold (any case of the noun). */
const AGENCIES: readonly { spellings: readonly string[]; form: string }[] = [
  { spellings: ['TASS', 'ТАСС'], form: 'TASS|ТАСС' },
  { spellings: ['RIA Novosti', 'РИА Новости'], form: 'RIA Novosti|РИА [«"]?Новост(?:и|ей|ям)[»"]?' },
  { spellings: ['Interfax', 'Интерфакс'], form: 'Interfax|Интерфакс(?:а|у|ом)?' },
  { spellings: ['Reuters', 'Рейтер'], form: 'Reuters|Рейтер(?:а|с)?' },
  { spellings: ['AFP', 'Agence France-Presse'], form: 'AFP|Agence France-Presse' },
  { spellings: ['Associated Press', 'AP'], form: 'Associated Press' },
  { spellings: ['RBC', 'РБК'], form: 'RBC|РБК' },
  { spellings: ['Kommersant', 'Коммерсантъ'], form: 'Kommersant|Коммерсант(?:ъ|а|у|ом)?' },
  { spellings: ['Vedomosti', 'Ведомости'], form: 'Vedomosti|Ведомост(?:и|ей|ям)' },
];

const SAYS_RU =
  'сообщает|сообщают|сообщил[аои]?|переда[её]т|передают|передал[аои]?|пишет|пишут|информирует|уточняет|со ссылкой на|ссылаясь на|по данным|по сообщению|по информации';
const SAYS_EN = 'according to|as reported by|reported by|citing|cited by|quoted by';
const SAID_EN = 'reports|reported|writes|wrote';
/** Words that may stand between who says it and the name. */
const BETWEEN =
  '(?:the |news agency |state news agency |агентств(?:о|а|у|ом) |газет(?:а|ы|у|е) |издани(?:е|я|ю) )*';
const CAPITAL = String.raw`\p{Lu}[\p{L}\p{N}'’&-]*`;

/** An agency where somebody is said to say it; the name may stand on either side. */
const AGENCY = AGENCIES.map(({ spellings, form }) => ({
  spellings,
  pattern: new RegExp(
    `(?<!\\p{L})(?:${SAYS_RU}|${SAYS_EN})\\s+${BETWEEN}[«"“]?(${form})(?!\\p{L})|(?<!\\p{L})(${form})[»"”]?,?\\s+(?:${SAYS_RU}|${SAID_EN})(?!\\p{L})`,
    'iu',
  ),
}));
// A Russian name without quotation marks is in whatever case its verb asks for, so only those in marks are taken.
const MARKED = new RegExp(`(?<!\\p{L})(?:${SAYS_RU})\\s+${BETWEEN}«(\\p{Lu}[^«»\\n]{1,80})»`, 'giu');
const CAPITALS = new RegExp(
  `(?<!\\p{L})(?:[Aa]ccording to|[Rr]eported by|[Cc]iting) (?:the )?(${CAPITAL}(?: (?:of the |of |for |and )?${CAPITAL}){0,6})`,
  'gu',
);
/** Parts of the text itself, persons by title, and times. */
const NOBODY =
  /^(?:Article|Paragraph|Section|Chapter|Part|Table|Figure|Appendix|Annex|Mr|Mrs|Ms|Dr|I|It|He|She|They|We|This|That|These|January|February|March|April|May|June|July|August|September|October|November|December)(?!\p{L})/u;

const SENTENCES = new Intl.Segmenter('ru', { granularity: 'sentence' });
const LONGEST_TEXT = 500_000;
const LONGEST_SENTENCE = 300;

/**
 * Whom a text names as where it has its words from ("according to TASS", «сообщает ТАСС»), in the order of the text, each once, at
 * most `most`. Reads Russian and English, and the first 500,000 characters. What is found is for a person to judge.
 */
export function namedOrigins(text: string, most = 10): NamedOrigin[] {
  const found = new Map<string, NamedOrigin>();
  for (const line of text.slice(0, LONGEST_TEXT).split('\n'))
    for (const { segment } of SENTENCES.segment(line)) {
      for (const spellings of namedIn(segment)) {
        const key = [...spellings].sort()[0]?.toLowerCase() ?? '';
        if (!found.has(key)) found.set(key, { spellings, sentence: cut(segment.trim()) });
        if (found.size === most) return [...found.values()];
      }
    }
  return [...found.values()];
}

function namedIn(sentence: string): [string, ...string[]][] {
  const agencies = AGENCY.flatMap(({ spellings, pattern }): [string, ...string[]][] => {
    const match = pattern.exec(sentence);
    if (match === null) return [];
    const cyrillic = isCyrillic(match[1] ?? match[2] ?? '');
    const [first = '', ...rest] = spellings.toSorted(
      (a, b) => Number(isCyrillic(b) === cyrillic) - Number(isCyrillic(a) === cyrillic),
    );
    return [[first, ...rest]];
  });
  const others = [...sentence.matchAll(MARKED), ...sentence.matchAll(CAPITALS)]
    .map((match) => (match[1] ?? '').trim())
    .filter((name) => name.length > 1 && !NOBODY.test(name) && !isAgency(name));
  return [...agencies, ...others.map((name): [string] => [name])];
}

const WHOLE_AGENCY = new RegExp(`^(?:${AGENCIES.map(({ form }) => form).join('|')})(?!\\p{L})`, 'iu');
const isAgency = (name: string) => WHOLE_AGENCY.test(name);
const isCyrillic = (name: string) => /\p{Script=Cyrillic}/u.test(name);

function cut(sentence: string): string {
  return sentence.length > LONGEST_SENTENCE ? `${sentence.slice(0, LONGEST_SENTENCE)}…` : sentence;
}
