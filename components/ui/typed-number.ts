/** What was typed into a field, as a number; NaN where it is empty or none. */
export function typedNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}
