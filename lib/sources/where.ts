import { Prisma, type Sql } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import type { SortKey } from '#lib/core/keyset-sql.ts';
import { searchTerms } from '#lib/core/search.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import type { NarrowingKey, SourceNarrowing, SourceSort } from './filter.ts';
import { normaliseUrl } from './url.ts';

/** Evidence of live claims: read from an index alone, since few claims are deleted. */
export const LIVE_EVIDENCE = Prisma.sql`FROM evidence e
  WHERE e.deleted_at IS NULL AND e.claim_id NOT IN (SELECT c.id FROM claim c WHERE c.deleted_at IS NOT NULL)`;
/** Live claims that rest on `source s`. */
export const CLAIM_COUNT: Sql = Prisma.sql`(SELECT count(*)::int ${LIVE_EVIDENCE} AND e.source_id = s.id)`;

/**
 * What conditions and orders on `source s` speak of: its `publisher p`, the state of its link `h` and how many claims rest on it, `u`.
 * Claims are counted source by source where there are few sources, else those of all at once. PostgreSQL leaves out what nothing
 * speaks of.
 */
export function sourceJoins(few: boolean): Sql {
  const counts = few
    ? Prisma.sql`LATERAL (SELECT ${CLAIM_COUNT} AS claims) u ON true`
    : Prisma.sql`(SELECT e.source_id, count(*)::int AS claims ${LIVE_EVIDENCE} GROUP BY e.source_id) u ON u.source_id = s.id`;
  return Prisma.sql`LEFT JOIN publisher p ON p.id = s.publisher_id LEFT JOIN source_health h ON h.source_id = s.id LEFT JOIN ${counts}`;
}

/** Every source with its joins. A search leaves few. */
export function sourcesFor({ q }: Pick<SourceNarrowing, 'q'>): Sql {
  return Prisma.sql`FROM source s ${sourceJoins(q !== null)}`;
}

const CLAIMS = Prisma.sql`coalesce(u.claims, 0)`;
/** Whether none, one or many claims rest on it. */
export const USE: Sql = Prisma.sql`CASE ${CLAIMS} WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'many' END`;
/** How its link is doing, as text; null where it was never checked. */
export const LINK: Sql = Prisma.sql`h.state::text`;
export const RELIES_COUNT: Sql = Prisma.sql`(SELECT count(*)::int FROM reliance r WHERE r.source_id = s.id AND r.deleted_at IS NULL)`;
export const RELIED_COUNT: Sql = Prisma.sql`(SELECT count(*)::int FROM reliance r JOIN source b ON b.id = r.source_id
  WHERE r.origin_source_id = s.id AND r.deleted_at IS NULL AND b.deleted_at IS NULL)`;

/** How the link of `source s` is doing, as text; null where it was never checked. */
export const LINK_STATE: Sql = Prisma.sql`(SELECT h.state::text FROM source_health h WHERE h.source_id = s.id)`;

/** Letters from which on a word may differ: a shorter one would match half the dictionary. */
const FUZZY_FROM = 5;

function likePattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * A word as it stands anywhere, or, from five letters on, with another ending or a slip of the finger. Each way to match has an
 * index or a short table of its own, so they are looked up one by one and joined by id.
 */
function wordCondition(word: string): Sql {
  const wanted = Prisma.sql`fold_text(${word})`;
  const stem = Prisma.sql`left(${wanted}, greatest(${FUZZY_FROM - 1}, length(${wanted}) - 2))`;
  const ways = (text: Sql) => [
    Prisma.sql`${wanted} <> '' AND ${text} LIKE '%' || ${wanted} || '%'`,
    ...([...word].length < FUZZY_FROM
      ? []
      : [
          Prisma.sql`${wanted} <> '' AND ${text} LIKE '%' || ${stem} || '%' AND ${text} ~ ('\\m' || ${stem})`,
          Prisma.sql`${wanted} <% ${text} AND NOT ${text} LIKE '%' || ${stem} || '%' AND has_near_word(${wanted}, ${text})`,
        ]),
  ];
  const finds = [
    ...ways(Prisma.sql`x.title_folded`).map(
      (way) => Prisma.sql`SELECT x.source_id FROM source_search x WHERE ${way}`,
    ),
    ...ways(Prisma.sql`y.name_key`).map(
      (way) => Prisma.sql`SELECT x.id FROM publisher y JOIN source x ON x.publisher_id = y.id WHERE ${way}`,
    ),
    Prisma.sql`SELECT x.source_id FROM source_search x WHERE x.url_lower LIKE lower(${likePattern(word)})`,
  ];
  return Prisma.sql`s.id IN (${Prisma.join(finds, ' UNION ALL ')})`;
}

function phraseCondition(phrase: string): Sql {
  const like = Prisma.sql`LIKE plain_text(${likePattern(phrase)})`;
  return Prisma.sql`(plain_text(s.title) ${like} OR plain_text(p.name) ${like} OR plain_text(s.url) ${like})`;
}

function searchCondition(text: string): Sql {
  const address = /^https?:\/\//i.test(text) ? normaliseUrl(text) : null;
  if (address?.ok) return Prisma.sql`starts_with(s.url_key, ${address.key})`;
  const { phrases, words } = searchTerms(text);
  const parts = [...phrases.map(phraseCondition), ...words.map(wordCondition)];
  return parts.length ? Prisma.join(parts, ' AND ') : Prisma.sql`false`;
}

/** One of the values, or, with `none` among them, no value. */
function oneOfOrNone(column: Sql, values: readonly string[], type: Sql): Sql {
  const given = values.filter((value) => value !== 'none');
  const among = Prisma.sql`${column} = ANY (${given}::${type}[])`;
  return given.length === values.length ? among : Prisma.sql`(${column} IS NULL OR ${among})`;
}

function day(date: Date | null, open: string): string {
  return date === null ? open : date.toISOString().slice(0, 10);
}

type Conditions = { [K in NarrowingKey]: (value: NonNullable<SourceNarrowing[K]>) => Sql };

/** One condition on `sourcesFor` for each parameter that narrows. */
const CONDITIONS: Conditions = {
  q: searchCondition,
  kind: (kinds) => Prisma.sql`s.kind = ANY (${kinds}::source_kind[])`,
  publisher: (ids) => oneOfOrNone(Prisma.sql`s.publisher_id`, ids, Prisma.sql`int`),
  language: (tags) => oneOfOrNone(Prisma.sql`s.language`, tags, Prisma.sql`text`),
  reliability: (grades) => oneOfOrNone(Prisma.sql`p.reliability`, grades, Prisma.sql`reliability`),
  // A date that may lie in the range is in it: 2024 is found from 2024-08 on.
  from: (date) =>
    Prisma.sql`s.published_on IS NOT NULL AND coalesce(s.published_upper, 'infinity') >= ${day(edtfBounds(date).lower, '-infinity')}::date`,
  to: (date) =>
    Prisma.sql`s.published_on IS NOT NULL AND coalesce(s.published_lower, '-infinity') <= ${day(edtfBounds(date).upper, 'infinity')}::date`,
  used: (uses) => Prisma.sql`${USE} = ANY (${uses})`,
  link: (states) => oneOfOrNone(LINK, states, Prisma.sql`text`),
  deleted: () => Prisma.sql`s.deleted_at IS NOT NULL`,
};

/** One parameter of the filter as a condition on `sourcesFor`; null where it is not set. */
export function sourceCondition<K extends NarrowingKey>(key: K, filter: SourceNarrowing): Sql | null {
  const value = filter[key];
  return value === null ? null : CONDITIONS[key](value as NonNullable<SourceNarrowing[K]>);
}

/** The filter as a condition on `sourcesFor`, without some of its parameters. */
export function sourceConditions(filter: SourceNarrowing, except: readonly NarrowingKey[] = []): Sql {
  const parts = [filter.deleted === null ? Prisma.sql`s.deleted_at IS NULL` : Prisma.sql`true`];
  for (const key of Object.keys(CONDITIONS) as NarrowingKey[]) {
    const condition = except.includes(key) ? null : sourceCondition(key, filter);
    if (condition) parts.push(Prisma.sql`(${condition})`);
  }
  return Prisma.join(parts, ' AND ');
}

/** Title and publisher of `source s` and `publisher p`, folded. */
export const FOLDED: Sql = Prisma.sql`concat_ws(' ', (SELECT x.title_folded FROM source_search x WHERE x.source_id = s.id), p.name_key)`;

/** How near title and publisher are to what was searched for. Rounded, so that a place in the list can be told exactly. */
function relevance(text: string | null): Sql {
  const { words, phrases } = searchTerms(text ?? '');
  const wanted = [...words, ...phrases].join(' ');
  return Prisma.sql`round(word_similarity(fold_text(${wanted}), ${FOLDED})::numeric, 6)`;
}

/** The expression on `sourcesFor` to sort by. Never null; absent dates and names come last. */
export function sourceOrder(sort: SourceSort, q: string | null): SortKey {
  const descending = sort.startsWith('-') !== sort.endsWith('relevance');
  const lastDay = descending ? Prisma.sql`'-infinity'` : Prisma.sql`'infinity'`;
  const lastName = descending ? Prisma.sql`''` : Prisma.sql`U&'\\+10FFFF'`;
  const int = Prisma.sql`int`;
  const text = Prisma.sql`text`;
  const orders: Record<string, Omit<SortKey, 'descending'>> = {
    relevance: { expression: relevance(q), type: Prisma.sql`numeric` },
    // As the index source_title_live has it.
    title: {
      expression: Prisma.sql`lower(s.title)`,
      type: text,
      beginning: (title) => Prisma.sql`left(${title}, 60)`,
    },
    publisher: { expression: Prisma.sql`coalesce(lower(p.name), ${lastName})`, type: text },
    kind: { expression: Prisma.sql`s.kind`, type: Prisma.sql`source_kind` },
    // By the codes of letters, as memory sorts them, whatever the database's own order.
    language: { expression: Prisma.sql`coalesce(s.language, ${lastName}) COLLATE "C"`, type: text },
    published: {
      expression: Prisma.sql`coalesce(s.published_lower, ${lastDay}::date)`,
      type: Prisma.sql`date`,
    },
    claims: { expression: CLAIMS, type: int },
    relies: { expression: RELIES_COUNT, type: int },
    relied: { expression: RELIED_COUNT, type: int },
    link: {
      expression: Prisma.sql`coalesce(array_position(${[...LINK_STATES]}::text[], ${LINK}), ${LINK_STATES.length + 1})`,
      type: int,
    },
    updated: { expression: Prisma.sql`s.updated_at`, type: Prisma.sql`timestamptz` },
  };
  const order = orders[sort.replace(/^-/, '')];
  if (!order) throw new Error(`no order for ${sort}`);
  return { ...order, descending };
}
