import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import type { SortKey } from '#lib/core/keyset-sql.ts';
import { searchTerms } from '#lib/core/search.ts';
import { heldOn } from '#lib/facts/held-queries.ts';
import type { ClaimNarrowing, ClaimSort, NarrowingKey } from './filter.ts';

/** What a condition needs besides the filter: whose it is, and the ids behind the names in the address. */
export type FilterScope = {
  actor: Actor;
  programmeId: number;
  topicIds: number[];
  factIds: number[];
  tagIds: number[];
  search: Search;
};

/**
 * What was searched for, looked up: `query` is a tsquery that needs every word, by stem, folded beginning or a slip of the finger;
 * null where no word asks for anything. `terms` are words and phrases without the slips, for the ranking.
 */
export type Search = {
  query: string | null;
  phrases: string[];
  terms: { exact: string; folded: string }[];
  /** Something to look for was typed at all. */
  asked: boolean;
};
export const NO_SEARCH: Search = { query: null, phrases: [], terms: [], asked: false };

/** Looks up the words of a search. */
export async function lookUpSearch(text: string | null): Promise<Search> {
  const { words, phrases } = searchTerms(text ?? '');
  if (!words.length && !phrases.length) return NO_SEARCH;
  const rows = await query<{ exact: string; near: string; folded: string; stop: boolean }>(Prisma.sql`
    SELECT search_word(t.term)::text AS exact, coalesce(near_words(fold_text(t.term))::text, '') AS near, fold_text(t.term) AS folded,
      numnode(plainto_tsquery('russian', plain_text(t.term))) = 0 AS stop
    FROM unnest(${[...words, ...phrases]}::text[]) WITH ORDINALITY AS t (term, place) ORDER BY t.place`);
  const alone = words.length === 1 && phrases.length === 0;
  const ways = rows
    .slice(0, words.length)
    // Beside other words a stop word such as "the" asks for nothing.
    .filter((row) => alone || !row.stop)
    .map((row) => [row.exact, row.near].filter((way) => way !== '').map((way) => `(${way})`));
  return {
    query: ways.some((way) => way.length === 0)
      ? ''
      : ways.map((way) => `(${way.join(' | ')})`).join(' & ') || null,
    phrases,
    terms: rows.map(({ exact, folded }) => ({ exact, folded })),
    asked: true,
  };
}

function phraseCondition(phrase: string): Sql {
  return Prisma.sql`x.plain LIKE '%' || regexp_replace(plain_text(${phrase}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}

/** A search as a condition on `claim_search x`. */
export function searchCondition({ query: words, phrases, asked }: Search): Sql {
  if (!asked) return Prisma.sql`false`;
  const parts = phrases.map(phraseCondition);
  if (words !== null) parts.push(Prisma.sql`x.vector @@ ${words}::tsquery`);
  return parts.length ? Prisma.join(parts, ' AND ') : Prisma.sql`true`;
}

function evidenceWhere(condition: Sql): Sql {
  return Prisma.sql`EXISTS (SELECT FROM evidence e JOIN source s ON s.id = e.source_id
    WHERE e.claim_id = c.id AND e.deleted_at IS NULL AND s.deleted_at IS NULL AND ${condition})`;
}

function idsOrNone(
  column: Sql,
  items: readonly string[],
  own: Readonly<Record<string, number | null>> = {},
): Sql {
  const ids = items
    .map((item) => (item in own ? (own[item] ?? null) : item === 'none' ? null : Number(item)))
    .filter((id) => id !== null);
  return items.includes('none')
    ? Prisma.sql`(${column} IS NULL OR ${column} = ANY (${ids}))`
    : Prisma.sql`${column} = ANY (${ids})`;
}

const SOURCE_COUNTS: Record<NonNullable<ClaimNarrowing['sources']>[number], Sql> = {
  none: Prisma.sql`c.source_count = 0`,
  one: Prisma.sql`c.source_count = 1`,
  many: Prisma.sql`c.source_count > 1`,
};

type Conditions = { [K in NarrowingKey]: (value: NonNullable<ClaimNarrowing[K]>, scope: FilterScope) => Sql };

/** One condition on `claim c` for each parameter that narrows. */
const CONDITIONS: Conditions = {
  q: (_, scope) =>
    Prisma.sql`c.id IN (SELECT x.claim_id FROM claim_search x WHERE ${searchCondition(scope.search)})`,
  status: (statuses) => Prisma.sql`c.status = ANY (${statuses}::claim_status[])`,
  topic: (_, scope) => Prisma.sql`c.topic_id = ANY (${scope.topicIds})`,
  claimant: (items) => idsOrNone(Prisma.sql`c.claimant_id`, items),
  publisher: (items) => evidenceWhere(Prisma.sql`s.publisher_id = ANY (${items.map(Number)})`),
  kind: (kinds) => evidenceWhere(Prisma.sql`s.kind = ANY (${kinds}::source_kind[])`),
  fact: (_, scope) =>
    Prisma.sql`EXISTS (SELECT FROM value v WHERE v.claim_id = c.id AND v.fact_id = ANY (${scope.factIds}))`,
  tag: (_, scope) => Prisma.sql`c.tag_ids && ${scope.tagIds}::int[]`,
  language: (tags) => Prisma.sql`c.language = ANY (${tags})`,
  assignee: (items, scope) => idsOrNone(Prisma.sql`c.assignee_id`, items, { me: scope.actor.id }),
  priority: (priorities) => Prisma.sql`c.priority = ANY (${priorities}::priority[])`,
  // A date that may lie in the range is in it: 2024 is found from 2024-08 on.
  from: (date) =>
    Prisma.sql`c.claimed_on IS NOT NULL AND coalesce(c.claimed_upper, 'infinity') >= ${day(edtfBounds(date).lower, '-infinity')}::date`,
  to: (date) =>
    Prisma.sql`c.claimed_on IS NOT NULL AND coalesce(c.claimed_lower, '-infinity') <= ${day(edtfBounds(date).upper, 'infinity')}::date`,
  sources: (counts) =>
    Prisma.sql`(${Prisma.join(
      counts.map((count) => SOURCE_COUNTS[count]),
      ' OR ',
    )})`,
  origins: () => Prisma.sql`c.independent_origins = 1`,
  evidence: () => Prisma.sql`c.conflicting`,
  quote: (outcomes) =>
    Prisma.sql`c.id IN (SELECT e.claim_id FROM quote_match m JOIN evidence e ON e.id = m.evidence_id AND e.deleted_at IS NULL
      JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL WHERE m.latest AND m.outcome = ANY (${outcomes}::quote_outcome[]))`,
  changed: () => Prisma.sql`c.updated_at >= now() - interval '7 days'`,
  stale: () =>
    Prisma.sql`EXISTS (SELECT FROM dependence d WHERE d.claim_id = c.id AND d.stale_since IS NOT NULL AND d.deleted_at IS NULL)`,
  deleted: () => Prisma.sql`c.deleted_at IS NOT NULL`,
  on: (date) => Prisma.sql`c.id IN (SELECT v.claim_id FROM value v WHERE ${heldOn(date)})`,
  // Chooses the rows that are there, not among them.
  asOf: () => Prisma.sql`true`,
};

function day(date: Date | null, open: string): string {
  return date === null ? open : date.toISOString().slice(0, 10);
}

function conditionOf<K extends NarrowingKey>(key: K, filter: ClaimNarrowing, scope: FilterScope): Sql | null {
  const value = filter[key];
  return value === null ? null : CONDITIONS[key](value as NonNullable<ClaimNarrowing[K]>, scope);
}

/** The filter as a condition on `claim c`. A facet leaves out its own parameter with `except`. */
export function claimConditions(filter: ClaimNarrowing, scope: FilterScope, except?: NarrowingKey): Sql {
  const parts = [Prisma.sql`c.programme_id = ${scope.programmeId}`];
  if (filter.deleted === null) parts.push(Prisma.sql`c.deleted_at IS NULL`);
  for (const key of Object.keys(CONDITIONS) as NarrowingKey[]) {
    const condition = key === except ? null : conditionOf(key, filter, scope);
    if (condition) parts.push(Prisma.sql`(${condition})`);
  }
  return Prisma.join(parts, ' AND ');
}

type Order = Omit<SortKey, 'descending'>;

/** As the index claim_statement_live has it. */
const beginningOfText = (text: Sql) => Prisma.sql`left(${text}, 60)`;

/**
 * How well a claim answers a search: the stems and beginnings that match, weighted by where (statement first), and how near the
 * statement's own words are. Rounded, so that a place in the list can be told exactly.
 */
function relevance({ terms }: Search): Sql {
  if (!terms.length) return Prisma.sql`0::numeric`;
  const exact = terms.flatMap((term) => (term.exact === '' ? [] : [`(${term.exact})`])).join(' | ');
  const near = terms.map((term) => Prisma.sql`word_similarity(${term.folded}, x.statement_folded)`);
  return Prisma.sql`(SELECT round((ts_rank('{0.1, 0.2, 0.4, 1.0}', x.vector, ${exact}::tsquery) + (${Prisma.join(near, ' + ')}) / ${terms.length})::numeric, 6)
    FROM claim_search x WHERE x.claim_id = c.id)`;
}

/** The expression on `claim c` (with topic t, claimant a, assignee u) to sort by. Never null; absent dates and names come last. */
export function claimOrder(sort: ClaimSort, search: Search): SortKey {
  const descending = sort.startsWith('-') !== sort.endsWith('relevance');
  const last = descending ? Prisma.sql`'-infinity'` : Prisma.sql`'infinity'`;
  const lastName = descending ? Prisma.sql`''` : Prisma.sql`U&'\\+10FFFF'`;
  const orders: Record<string, Order> = {
    relevance: { expression: relevance(search), type: Prisma.sql`numeric` },
    claimed: { expression: Prisma.sql`coalesce(c.claimed_lower, ${last}::date)`, type: Prisma.sql`date` },
    updated: { expression: Prisma.sql`c.updated_at`, type: Prisma.sql`timestamptz` },
    created: { expression: Prisma.sql`c.created_at`, type: Prisma.sql`timestamptz` },
    statement: {
      expression: Prisma.sql`lower(c.statement)`,
      type: Prisma.sql`text`,
      beginning: beginningOfText,
    },
    status: { expression: Prisma.sql`c.status`, type: Prisma.sql`claim_status` },
    topic: { expression: Prisma.sql`t.name`, type: Prisma.sql`text` },
    claimant: { expression: Prisma.sql`coalesce(a.name, ${lastName})`, type: Prisma.sql`text` },
    sources: { expression: Prisma.sql`c.source_count`, type: Prisma.sql`int` },
    origins: { expression: Prisma.sql`c.independent_origins`, type: Prisma.sql`int` },
    priority: { expression: Prisma.sql`c.priority`, type: Prisma.sql`priority` },
    assignee: { expression: Prisma.sql`coalesce(u.name, ${lastName})`, type: Prisma.sql`text` },
  };
  const order = orders[sort.replace(/^-/, '')];
  if (!order) throw new Error(`no order for ${sort}`);
  return { ...order, descending };
}
