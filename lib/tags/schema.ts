/** The tag's name in addresses, in any script; two names with one slug are one tag. Empty where there is no letter or digit. */
export function tagSlug(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

export type TagChoice = { id: number; slug: string; name: string };
