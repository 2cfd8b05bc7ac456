import { edtfBounds } from '#lib/core/edtf.ts';
import { parseValue } from '#lib/facts/value.ts';
import type { FactType } from '#lib/facts/vocabulary.ts';
import { normaliseUrl } from '#lib/sources/url.ts';
import { falling, Random, weighted } from './random.ts';
import { capital, heading, madeUpWord, sentence } from './words.ts';

/** One row for COPY, in the order of its table's `columns`. */
export type Row = readonly (string | number | boolean | null)[];

export const SIZES = { claimants: 2_000, publishers: 5_000, tags: 200, users: 40, topics: 10 };
const SOURCES_PER_CLAIM = 0.4;
const RUSSIAN_SHARE = 0.15;
const FIRST_DAY = Date.UTC(2023, 0, 1);
const LAST_DAY = Date.UTC(2026, 10, 1);
const DAY = 86_400_000;

export const sourcesFor = (claims: number): number => Math.round(claims * SOURCES_PER_CLAIM);

/** Numbers for the nth row of a table: they do not depend on the other rows. */
const randomFor = (table: number, id: number) => new Random(Math.imul(id, 0x9e3779b1) ^ (table * 0x85ebca6b));

const isoTime = (ms: number) => new Date(ms).toISOString();
/** Rows are made one after another, evenly over the years. */
const madeAt = (id: number, of: number) => FIRST_DAY + Math.floor(((LAST_DAY - FIRST_DAY) * id) / (of + 1));

const STATUSES = [
  'unverified|in_review|true|false|misleading|mostly_true|mixed|outdated|disputed|unsupported'.split('|'),
  weighted([34, 14, 13, 11, 9, 7, 4, 4, 3, 1]),
] as const;
const PRIORITIES = [['normal', 'low', 'high', 'urgent'], weighted([70, 15, 12, 3])] as const;
const LANGUAGES = [['en', 'de', 'fr', 'es', 'uk'], weighted([72, 10, 7, 6, 5])] as const;
const STANCES = [['supports', 'refutes', 'mentions', 'origin'], weighted([50, 17, 25, 8])] as const;
const PUBLISHER_KINDS = [
  ['newspaper', 'blog', 'social', 'broadcaster', 'agency', 'government', 'ngo', 'law_firm', 'other'],
  weighted([34, 20, 12, 10, 7, 7, 5, 3, 2]),
] as const;
const SOURCE_KINDS = [
  ['newspaper', 'blog', 'social', 'broadcast', 'newswire', 'official', 'ngo', 'law_firm'],
  weighted([36, 19, 12, 10, 9, 7, 4, 3]),
] as const;
const topicOf = falling(SIZES.topics, 0.9);
const claimantOf = falling(SIZES.claimants, 0.8);
const publisherOf = falling(SIZES.publishers, 0.9);
const tagOf = falling(SIZES.tags, 0.7);
const userOf = falling(SIZES.users, 0.6);
const tagCount = weighted([25, 30, 25, 12, 8]);
const evidenceCount = weighted([17, 24, 21, 15, 9, 6, 4, 2, 1, 1]);

const pick = <T>([items, skew]: readonly [readonly T[], ReturnType<typeof weighted>], random: Random): T => {
  const item = items[skew(random)];
  if (item === undefined) throw new Error('a weight too many');
  return item;
};

/** A date as people know it: mostly to the day, often less exactly, now and then not at all. */
function edtfDate(random: Random, before: number): string | null {
  const day = isoTime(before - random.below(400) * DAY).slice(0, 10);
  const kind = random.next();
  if (kind < 0.7) return day;
  if (kind < 0.84) return day.slice(0, 7);
  if (kind < 0.9) return day.slice(0, 4);
  if (kind < 0.94) return `${day.slice(0, 7)}~`;
  if (kind < 0.98) return `${Number(day.slice(0, 4)) - 1}/${day.slice(0, 7)}`;
  return null;
}

const known = new Map<string, [string | null, string | null]>();
function boundsOf(date: string | null): [string | null, string | null] {
  if (date === null) return [null, null];
  const before = known.get(date);
  if (before) return before;
  const { lower, upper } = edtfBounds(date);
  const day = (bound: Date | null) => bound && isoTime(bound.getTime()).slice(0, 10);
  const bounds: [string | null, string | null] = [day(lower), day(upper)];
  known.set(date, bounds);
  return bounds;
}

const isRussian = (claim: number): boolean => randomFor(1, claim).chance(RUSSIAN_SHARE);

export const CLAIM_COLUMNS =
  'id,programme_id,statement,original_wording,language,claimant_id,claimed_on,claimed_lower,claimed_upper,topic_id,tag_ids,priority,assignee_id,status,rationale,version,created_by_id,created_at,updated_at';

export function claimRow(id: number, of: number, programme: number, topics: readonly number[]): Row {
  const russian = isRussian(id);
  const random = randomFor(2, id);
  const made = madeAt(id, of);
  const statement = `${sentence(random, russian)}${random.chance(0.1) ? ` ${sentence(random, russian)}` : ''}`;
  const status = pick(STATUSES, random);
  const touched = status !== 'unverified';
  const claimed = edtfDate(random, made);
  const tags = new Set(Array.from({ length: tagCount(random) }, () => tagOf(random) + 1));
  return [
    id,
    programme,
    statement,
    random.chance(0.5) ? sentence(random, russian) : '',
    russian ? 'ru' : pick(LANGUAGES, random),
    random.chance(0.97) ? claimantOf(random) + 1 : null,
    claimed,
    ...boundsOf(claimed),
    topics[topicOf(random)] ?? null,
    `{${[...tags].join(',')}}`,
    pick(PRIORITIES, random),
    random.chance(0.6) ? userOf(random) + 1 : null,
    status,
    touched && status !== 'in_review' ? sentence(random, false) : '',
    touched ? 2 : 1,
    userOf(random) + 1,
    isoTime(made),
    isoTime(touched ? Math.min(made + Math.floor(random.next() ** 2 * 30 * DAY), LAST_DAY) : made),
  ];
}

export const EVIDENCE_COLUMNS =
  'claim_id,source_id,stance,credibility,quote,place,note,created_by_id,created_at,updated_at';

/** What a claim rests on: mostly sources of its days, now and then an old one. */
export function evidenceRows(claim: number, of: number): Row[] {
  const russian = isRussian(claim);
  const random = randomFor(3, claim);
  const newest = Math.max(1, Math.floor(claim * SOURCES_PER_CLAIM));
  const made = isoTime(madeAt(claim, of));
  const sources = new Set<number>();
  for (let left = evidenceCount(random); left > 0; left -= 1) {
    const back = random.chance(0.75) ? random.below(40) : random.below(newest);
    sources.add(Math.max(1, newest - back));
  }
  return [...sources].map((source) => [
    claim,
    source,
    pick(STANCES, random),
    1 + random.below(6),
    random.chance(0.5) ? sentence(random, russian) : '',
    random.chance(0.3) ? `paragraph ${1 + random.below(30)}` : '',
    random.chance(0.2) ? sentence(random, false) : '',
    userOf(random) + 1,
    made,
    made,
  ]);
}

export const SOURCE_COLUMNS =
  'id,url,url_key,title,title_exact,publisher_id,kind,language,published_on,published_lower,published_upper,created_by_id,created_at,updated_at';

export function sourceRow(id: number, of: number): Row {
  const random = randomFor(4, id);
  const russian = random.chance(RUSSIAN_SHARE);
  const made = madeAt(id, of);
  const publisher = random.chance(0.96) ? publisherOf(random) + 1 : null;
  const published = edtfDate(random, made);
  const url = `https://news${publisher ?? 0}.example.org/${isoTime(made).slice(0, 4)}/${madeUpWord(id, 'latin')}-${id}`;
  const address = random.chance(0.95) ? normaliseUrl(url) : null;
  return [
    id,
    address?.ok ? address.url : null,
    address?.ok ? address.key : null,
    heading(random, russian),
    random.chance(0.9),
    publisher,
    pick(SOURCE_KINDS, random),
    russian ? 'ru' : pick(LANGUAGES, random),
    published,
    ...boundsOf(published),
    userOf(random) + 1,
    isoTime(made),
    isoTime(made),
  ];
}

export const RELIANCE_COLUMNS = 'source_id,origin_source_id,origin_name,kind,created_at,updated_at';

/** One source in six retells an older one or an agency. */
export function relianceRows(source: number, of: number): Row[] {
  const random = randomFor(5, source);
  const made = isoTime(madeAt(source, of));
  if (source < 2 || !random.chance(0.16)) return [];
  const kind = random.of(['republishes', 'translates', 'cites', 'summarises']);
  const origin = Math.max(1, source - 1 - random.below(2_000));
  const name = random.chance(0.25)
    ? random.of(['TASS', 'РИА Новости', 'Reuters', 'a migration lawyer'])
    : null;
  return [[source, name === null ? origin : null, name, kind, made, made]];
}

export const VALUE_COLUMNS =
  'claim_id,fact_id,state,canonical,number,qualifier,measure,unit,as_of,as_of_lower,as_of_upper';

export type FactForRows = {
  id: number;
  type: FactType;
  series: boolean;
  unit: string | null;
  options: string[];
};

const TEXTS = {
  date: ['2024-08-19', '2024-08', '2024-09-01', '2024-09-17', '2024-08-30', '2024'],
  duration: ['3 months', '90 days', '3 years', '1 year', '180 days'],
  boolean: ['yes', 'no'],
  text: ['shared values', 'the ideological visa', 'temporary asylum', 'Ministry of the Interior'],
  countries: ['DE, FR, IT, US', 'US, CA', 'EE, LV, LT, PL', 'DE, GB, JP, KR, UA'],
};

function valueText(random: Random, { type, options }: FactForRows): string {
  if (type === 'number' || type === 'money') return String(1 + random.below(5_000));
  return random.of(type === 'option' ? options : TEXTS[type]);
}

/** Three claims in ten assert something about a fact. */
export function valueRows(claim: number, of: number, facts: readonly FactForRows[]): Row[] {
  const random = randomFor(6, claim);
  if (!random.chance(0.3)) return [];
  const fact = random.of(facts);
  const amount = fact.type === 'number' || fact.type === 'money';
  const state = random.chance(0.95) ? 'known' : random.of(['unknown', 'none'] as const);
  const text = valueText(random, fact);
  const parsed = parseValue(fact, { state, text });
  if (!parsed.ok) throw new Error(`${fact.type}: ${parsed.message}`);
  const asOf = fact.series ? isoTime(madeAt(claim, of)).slice(0, 7) : null;
  return [
    [
      claim,
      fact.id,
      state,
      parsed.canonical,
      parsed.number,
      amount && state === 'known' && random.chance(0.3)
        ? random.of(['about', 'more_than', 'almost', 'up_to'])
        : null,
      fact.series ? random.of(['applications', 'permits', 'visas', 'people', 'families']) : null,
      fact.unit,
      asOf,
      ...boundsOf(asOf),
    ],
  ];
}

export const PUBLISHER_COLUMNS = 'id,name,kind,country,parent_id,reliability,created_at,updated_at';

/** One in ten belongs to a network. */
export function publisherRow(id: number): Row {
  const random = randomFor(7, id);
  const russian = random.chance(0.2);
  const made = isoTime(FIRST_DAY);
  const name = `${capital(madeUpWord(id, russian ? 'cyrillic' : 'latin'))} ${russian ? 'Вестник' : 'Herald'} ${id}`;
  const parent = id > 50 && random.chance(0.1) ? 1 + random.below(50) : null;
  const country = random.of(['RU', 'DE', 'US', 'FR', 'GB', 'UA', 'PL']);
  return [id, name, pick(PUBLISHER_KINDS, random), country, parent, random.of([...'ABCDEF']), made, made];
}

export const CLAIMANT_COLUMNS = 'id,name,created_at';

export function claimantRow(id: number): Row {
  const random = randomFor(8, id);
  const script = random.chance(0.15) ? 'cyrillic' : 'latin';
  const name = `${capital(madeUpWord(id + 9_000, script))} ${capital(madeUpWord(id, script))}`;
  return [id, name, isoTime(FIRST_DAY)];
}

export const TAG_COLUMNS = 'id,slug,name';
export const tagRow = (id: number): Row => [id, `tag-${id}`, `${madeUpWord(id, 'latin')} ${id}`];

export const USER_COLUMNS = 'id,email,name,role,password_hash,created_at,updated_at';

/** No password is known that has it. */
const NO_PASSWORD =
  '$argon2id$v=19$m=19456,t=2,p=1$c29tZSBiZW5jaG1hcmsgc2FsdA$bm9ib2R5IGtub3dzIGEgcGFzc3dvcmQgZm9yIHRoaXM';

export function userRow(id: number): Row {
  const role = id % 10 === 0 ? 'editor' : 'researcher';
  const made = isoTime(FIRST_DAY);
  const name = `${capital(madeUpWord(id + 300, 'latin'))} ${capital(madeUpWord(id + 700, 'latin'))}`;
  return [id, `researcher${id}@example.org`, name, role, NO_PASSWORD, made, made];
}
