/** What filters and lists call a row: `slug` stands in the address where there is one, else the id. */
export type NamedRow = { kind: NamedKey; id: number; slug: string | null; label: string; rank: number };
type NamedKey = 'topic' | 'claimant' | 'assignee' | 'fact' | 'tag' | 'publisher';

export type NameList = {
  rows: Map<number, { slug: string | null; label: string }>;
  /** By id: the place of the label among all, equal for equal labels, from 1. */
  ranks: Int32Array;
  byLabel: Map<string, number>;
};
export type Names = Record<NamedKey, NameList>;

/** Puts the names of a ledger together; the ranks are the database's, which alone knows its order of letters. */
export function namesOf(rows: readonly NamedRow[]): Names {
  const list = (kind: NamedKey): NameList => {
    const own = rows.filter((row) => row.kind === kind);
    const ranks = new Int32Array(own.reduce((most, { id }) => Math.max(most, id), 0) + 1);
    for (const { id, rank } of own) ranks[id] = rank;
    return {
      rows: new Map(own.map(({ id, slug, label }) => [id, { slug, label }])),
      ranks,
      byLabel: new Map(own.map(({ id, label }) => [label, id])),
    };
  };
  return {
    topic: list('topic'),
    claimant: list('claimant'),
    assignee: list('assignee'),
    fact: list('fact'),
    tag: list('tag'),
    publisher: list('publisher'),
  };
}
