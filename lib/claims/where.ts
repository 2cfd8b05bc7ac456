import type { Actor } from '#lib/core/actor.ts';
import { Prisma, type Sql } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { type SearchTerms, searchTerms } from '#lib/core/search.ts';
import type { ClaimFilter, ClaimNarrowing, ClaimSort, NarrowingKey } from './filter.ts';

/** What a condition needs besides the filter: whose it is, and the ids behind the names in the address. */
export type FilterScope = {
  actor: Actor;
  programmeId: number;
  topicIds: number[];
  factIds: number[];
  tagIds: number[];
};

/** Shorter words match only as they begin: with a letter changed they would match half the dictionary. */
const FUZZY_FROM = 5;

function wordCondition(word: string, alone: boolean): Sql {
  const exact = Prisma.sql`c.search_vector @@ search_word(${word})`;
  const fuzzy =
    [...word].length >= FUZZY_FROM
      ? Prisma.sql` OR (fold_text(${word}) <% c.search_folded AND has_near_word(fold_text(${word}), c.search_folded))`
      : Prisma.empty;
  // Beside other words a stop word such as "the" asks for nothing.
  const stop = alone
    ? Prisma.empty
    : Prisma.sql` OR numnode(plainto_tsquery('russian', plain_text(${word}))) = 0`;
  return Prisma.sql`(${exact}${fuzzy}${stop})`;
}

function phraseCondition(phrase: string): Sql {
  return Prisma.sql`c.search_plain LIKE '%' || regexp_replace(plain_text(${phrase}), '([\\\\%_])', '\\\\\\1', 'g') || '%'`;
}

function searchCondition({ phrases, words }: SearchTerms): Sql {
  const alone = words.length === 1 && phrases.length === 0;
  const parts = [...phrases.map(phraseCondition), ...words.map((word) => wordCondition(word, alone))];
  return parts.length ? Prisma.join(parts, ' AND ') : Prisma.sql`false`;
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
  q: (text) => searchCondition(searchTerms(text)),
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

type Order = { expression: Sql; type: Sql };

/**
 * How well a claim answers a search: the stems and beginnings that match, weighted by where (statement first), and how near the
 * statement's own words are. Rounded, so that a place in the list can be told exactly.
 */
function relevance(text: string | null): Sql {
  const { words, phrases } = searchTerms(text ?? '');
  const terms = [...words, ...phrases];
  if (!terms.length) return Prisma.sql`0::numeric`;
  const vectors = terms.map((term) => Prisma.sql`search_word(${term})`);
  const near = terms.map((term) => Prisma.sql`word_similarity(fold_text(${term}), fold_text(c.statement))`);
  return Prisma.sql`round((ts_rank('{0.1, 0.2, 0.4, 1.0}', c.search_vector, ${Prisma.join(vectors, ' || ')}) + (${Prisma.join(near, ' + ')}) / ${terms.length})::numeric, 6)`;
}

/** The expression on `claim c` (with topic t, claimant a, assignee u) to sort by. Never null; absent dates and names come last. */
export function claimOrder(sort: ClaimSort, filter: Pick<ClaimFilter, 'q'>): Order & { descending: boolean } {
  const descending = sort.startsWith('-') !== sort.endsWith('relevance');
  const last = descending ? Prisma.sql`'-infinity'` : Prisma.sql`'infinity'`;
  const lastName = descending ? Prisma.sql`''` : Prisma.sql`U&'\\+10FFFF'`;
  const orders: Record<string, Order> = {
    relevance: { expression: relevance(filter.q), type: Prisma.sql`numeric` },
    claimed: { expression: Prisma.sql`coalesce(c.claimed_lower, ${last}::date)`, type: Prisma.sql`date` },
    updated: { expression: Prisma.sql`c.updated_at`, type: Prisma.sql`timestamptz` },
    created: { expression: Prisma.sql`c.created_at`, type: Prisma.sql`timestamptz` },
    statement: { expression: Prisma.sql`lower(c.statement)`, type: Prisma.sql`text` },
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
