const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** `ru` is Russian; a tag without a known name is named by itself. */
export function languageName(tag: string): string {
  try {
    return names.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
