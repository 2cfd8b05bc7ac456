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
