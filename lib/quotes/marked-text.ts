/** A stretch of a text, with the quotes that cover it; in UTF-16 units. */
export type Stretch = { start: number; text: string; quotes: number[] };

type Range = { id: number; start: number | null; end: number | null };

/** The text cut at the edges of quotes, which may overlap; put together again it is the text. Quotes without a place are left out. */
export function markedText(text: string, ranges: readonly Range[]): Stretch[] {
  const placed = ranges.flatMap(({ id, start, end }) =>
    start === null || end === null || start >= Math.min(end, text.length)
      ? []
      : [{ id, start, end: Math.min(end, text.length) }],
  );
  const edges = [0, ...placed.flatMap(({ start, end }) => [start, end]), text.length];
  const cuts = [...new Set(edges)].sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, at) => {
    const end = cuts[at + 1] ?? text.length;
    const quotes = placed.filter((range) => range.start <= start && range.end >= end).map(({ id }) => id);
    return { start, text: text.slice(start, end), quotes };
  });
}
