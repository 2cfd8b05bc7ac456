const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

/** `DE` is Germany; a code without a known name is named by itself. */
export function countryName(code: string): string {
  try {
    return names.of(code) ?? code;
  } catch {
    return code;
  }
}
