const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `ru` is Russian; a tag without a known name is named by itself. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/** The canonical form of a BCP 47 tag, or null. */
export function canonicalLanguage(value: string): string | null {
  try {
    return value.length <= 35 ? (Intl.getCanonicalLocales(value)[0] ?? null) : null;
  } catch {
    return null;
  }
}

/** Letters that only these languages of a script write, the ones that are told first. */
const TOLD_BY_LETTERS: readonly [language: string, letters: RegExp][] = [
  ['kk', /[әғқңөұүһ]/iu],
  ['be', /ў/iu],
  ['mk', /[ѓќѕ]/iu],
  ['sr', /[ђћџљњј]/iu],
  ['uk', /[їєґі]/iu],
  ['fa', /[پچژگ]/u],
];
/** What most of what is written in a script is in. Latin letters say nothing. */
const OF_SCRIPT: readonly [letters: RegExp, language: string][] = [
  [/\p{Script=Cyrillic}/gu, 'ru'],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/gu, 'ja'],
  [/\p{Script=Han}/gu, 'zh'],
  [/\p{Script=Hangul}/gu, 'ko'],
  [/\p{Script=Arabic}/gu, 'ar'],
  [/\p{Script=Hebrew}/gu, 'he'],
  [/\p{Script=Greek}/gu, 'el'],
  [/\p{Script=Georgian}/gu, 'ka'],
  [/\p{Script=Armenian}/gu, 'hy'],
  [/\p{Script=Thai}/gu, 'th'],
  [/\p{Script=Devanagari}/gu, 'hi'],
];
/** A name or a sign in other letters makes no text of theirs. */
const FEWEST_LETTERS = 3;
/** The beginning tells. */
const LOOKED_AT = 2_000;

/** The language that a text is likely in, by the script of most of its letters; null where that does not tell, as of Latin ones. */
export function languageOfLetters(text: string): string | null {
  const begins = text.slice(0, LOOKED_AT);
  const letters = begins.match(/\p{L}/gu)?.length ?? 0;
  if (letters < FEWEST_LETTERS) return null;
  const counts = OF_SCRIPT.map(([script, language]) => ({
    language,
    count: begins.match(script)?.length ?? 0,
  }));
  // Japanese is written in both, and Chinese in one of them.
  const kana = counts.find(({ language }) => language === 'ja');
  const han = counts.find(({ language }) => language === 'zh');
  if (kana && han && kana.count > 0) kana.count += han.count;
  const most = counts.find(({ count }) => count > letters / 2);
  if (!most) return null;
  const own = most.language === 'ru' || most.language === 'ar';
  return (own && TOLD_BY_LETTERS.find(([, only]) => only.test(begins))?.[0]) || most.language;
}
