import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { CSV_BOM, csvRows, listCell } from '#lib/core/csv.ts';
import { Prisma, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { SearchParams } from '#lib/core/filter.ts';
import { streamRows } from '#lib/core/stream.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { attachment, exportFileName } from './export-file.ts';
import { demandClaim } from './policy.ts';
import { CLAIM_JOINS, CLAIM_ROW, isoTime, type ScopedFilter, scopeClaimFilter } from './queries.ts';
import type { ClaimRow } from './schema.ts';
import { claimConditions, claimOrder } from './where.ts';

type Stream = ReadableStream<Uint8Array>;
type Cell = string | number | null;

/** Everything that the filter matches, in its order, whatever the page. */
function matching({ filter, scope }: ScopedFilter): { where: Sql; order: Sql } {
  const order = claimOrder(filter.sort, scope.search);
  const way = order.descending ? Prisma.sql`DESC` : Prisma.sql`ASC`;
  return {
    where: claimConditions(filter, scope),
    order: Prisma.sql`${order.expression} ${way}, c.id ${way}`,
  };
}

const LIVE_EVIDENCE = Prisma.sql`evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL`;

type ExportedClaim = ClaimRow & { originalWording: string; rationale: string; sourceUrls: string[] };

const CLAIM_CSV: readonly [name: string, cell: (claim: ExportedClaim, origin: string) => Cell][] = [
  ['id', (claim) => claim.id],
  ['statement', (claim) => claim.statement],
  ['topic', (claim) => claim.topic.slug],
  ['status', (claim) => claim.status],
  ['claimant', (claim) => claim.claimant?.name ?? null],
  ['claimed_on', (claim) => claim.claimedOn],
  ['language', (claim) => claim.language],
  ['original_wording', (claim) => claim.originalWording],
  ['fact', (claim) => claim.value?.fact.slug ?? null],
  [
    'value',
    ({ value }) => (value === null || value.state === 'known' ? (value?.canonical ?? null) : value.state),
  ],
  ['qualifier', (claim) => claim.value?.qualifier ?? null],
  ['unit', (claim) => claim.value?.unit ?? null],
  ['measure', (claim) => claim.value?.measure ?? null],
  ['as_of', (claim) => claim.value?.asOf ?? null],
  ['rationale', (claim) => claim.rationale],
  ['tags', (claim) => listCell(claim.tags.map((tag) => tag.name))],
  ['assignee', (claim) => claim.assignee?.name ?? null],
  ['supports', (claim) => claim.supports],
  ['refutes', (claim) => claim.refutes],
  ['mentions', (claim) => claim.mentions],
  ['independent_origins', (claim) => claim.independentOrigins],
  ['source_urls', (claim) => listCell(claim.sourceUrls)],
  ['created_at', (claim) => claim.createdAt],
  ['updated_at', (claim) => claim.updatedAt],
  ['version', (claim) => claim.version],
  ['link', (claim, origin) => `${origin}/claims/${claim.id}`],
  ['priority', (claim) => claim.priority],
];

/** Claims as CSV, one row a claim. `origin` is the product's public address, for links. */
function streamClaimsCsv(actor: Actor, scoped: ScopedFilter, origin: string): Stream {
  demandClaim(actor, 'export');
  const { where, order } = matching(scoped);
  return streamRows<ExportedClaim>(
    Prisma.sql`SELECT ${CLAIM_ROW}, c.original_wording AS "originalWording", c.rationale,
        ARRAY(SELECT s.url FROM ${LIVE_EVIDENCE} WHERE e.claim_id = c.id AND e.deleted_at IS NULL AND s.url IS NOT NULL ORDER BY e.id) AS "sourceUrls"
      FROM claim c ${CLAIM_JOINS} WHERE ${where} ORDER BY ${order}`,
    {
      head: CSV_BOM + csvRows([CLAIM_CSV.map(([name]) => name)]),
      batch: (claims) => csvRows(claims.map((claim) => CLAIM_CSV.map(([, cell]) => cell(claim, origin)))),
      tail: '',
    },
  );
}

type ExportedEvidence = Record<(typeof EVIDENCE_CSV)[number], Cell>;

const EVIDENCE_CSV = [
  'claim_id',
  'statement',
  'status',
  'stance',
  'credibility',
  'source_id',
  'title',
  'url',
  'publisher',
  'reliability',
  'kind',
  'language',
  'published_on',
  'quote',
  'place',
  'note',
  'relies_on',
  'created_at',
  'updated_at',
  'version',
  'translation',
  'translation_language',
  'quote_outcome',
  'quote_score',
] as const;

/** The evidence of the matching claims as CSV, one row per claim and source, and the claim's link. */
function streamEvidenceCsv(actor: Actor, scoped: ScopedFilter, origin: string): Stream {
  demandClaim(actor, 'export');
  const { where, order } = matching(scoped);
  return streamRows<ExportedEvidence>(
    Prisma.sql`SELECT c.id AS claim_id, c.statement, c.status::text, e.stance::text, e.credibility, s.id AS source_id, s.title, s.url,
        p.name AS publisher, p.reliability::text, s.kind::text, s.language, s.published_on, e.quote, e.place, e.note,
        (SELECT string_agg(coalesce(r.origin_name, o.title), ' | ' ORDER BY r.id) FROM reliance r LEFT JOIN source o ON o.id = r.origin_source_id
         WHERE r.source_id = s.id AND r.deleted_at IS NULL) AS relies_on,
        ${isoTime(Prisma.sql`e.created_at`)} AS created_at, ${isoTime(Prisma.sql`e.updated_at`)} AS updated_at, e.version,
        e.translation, e.translation_language, m.outcome::text AS quote_outcome, round(m.score::numeric, 2)::text AS quote_score
      FROM claim c ${CLAIM_JOINS} JOIN ${LIVE_EVIDENCE} ON e.claim_id = c.id AND e.deleted_at IS NULL LEFT JOIN publisher p ON p.id = s.publisher_id
      LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest
      WHERE ${where} ORDER BY ${order}, e.id`,
    {
      head: CSV_BOM + csvRows([[...EVIDENCE_CSV, 'link']]),
      batch: (rows) =>
        csvRows(
          rows.map((row) => [...EVIDENCE_CSV.map((name) => row[name]), `${origin}/claims/${row.claim_id}`]),
        ),
      tail: '',
    },
  );
}

/** W3C Web Annotation selectors of a quote that has a place. */
const SELECTORS = Prisma.sql`CASE WHEN e.quote_start IS NULL THEN '[]'::json ELSE json_build_array(
  json_build_object('type', 'TextQuoteSelector', 'exact', e.quote, 'prefix', e.quote_prefix, 'suffix', e.quote_suffix),
  json_build_object('type', 'TextPositionSelector', 'start', e.quote_start, 'end', e.quote_end)) END`;

/** Claims with their evidence and values as JSON, without loss. */
function streamClaimsJson(actor: Actor, scoped: ScopedFilter, origin: string): Stream {
  demandClaim(actor, 'export');
  const { where, order } = matching(scoped);
  const { slug, name } = scoped.programme;
  return streamRows<ExportedClaim>(
    Prisma.sql`SELECT ${CLAIM_ROW}, c.original_wording AS "originalWording", c.rationale,
        (SELECT coalesce(json_agg(json_build_object('id', e.id, 'stance', e.stance, 'credibility', e.credibility, 'quote', e.quote, 'place', e.place,
            'note', e.note, 'version', e.version, 'translation', e.translation, 'translationLanguage', e.translation_language,
            'selectors', ${SELECTORS}, 'quoteOutcome', m.outcome, 'quoteScore', round(m.score::numeric, 2), 'source', json_build_object('id', s.id, 'url', s.url, 'title', s.title, 'titleExact', s.title_exact,
            'kind', s.kind, 'language', s.language, 'publishedOn', s.published_on,
            'publisher', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'reliability', p.reliability) END,
            'reliesOn', (SELECT coalesce(json_agg(json_build_object('kind', r.kind, 'sourceId', r.origin_source_id, 'name', coalesce(r.origin_name, o.title)) ORDER BY r.id), '[]')
              FROM reliance r LEFT JOIN source o ON o.id = r.origin_source_id WHERE r.source_id = s.id AND r.deleted_at IS NULL))) ORDER BY e.id), '[]')
         FROM ${LIVE_EVIDENCE} LEFT JOIN publisher p ON p.id = s.publisher_id LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest
         WHERE e.claim_id = c.id AND e.deleted_at IS NULL) AS evidence
      FROM claim c ${CLAIM_JOINS} WHERE ${where} ORDER BY ${order}`,
    {
      head: `{"programme":${JSON.stringify({ slug, name })},"claims":[`,
      batch: (claims, first) =>
        (first ? '\n' : ',\n') +
        claims.map((claim) => JSON.stringify({ ...claim, link: `${origin}/claims/${claim.id}` })).join(',\n'),
      tail: '\n]}\n',
    },
  );
}

const EXPORTS = {
  'claims.csv': { write: streamClaimsCsv, type: 'text/csv; charset=utf-8; header=present' },
  'evidence.csv': { write: streamEvidenceCsv, type: 'text/csv; charset=utf-8; header=present' },
  'claims.json': { write: streamClaimsJson, type: 'application/json; charset=utf-8' },
} as const;

/** A download of what the address filters. Answers `invalid` where the address holds anything that is no filter: half a filter would export too much. */
export async function exportClaims(
  actor: Actor,
  what: keyof typeof EXPORTS,
  params: SearchParams,
  origin: string,
): Promise<{ body: Stream; headers: Record<string, string> }> {
  const { problems, ...scoped } = await scopeClaimFilter(actor, params);
  if (problems.length)
    throw new AppError(
      'invalid',
      problems.map(({ key, message }) => `${key}: ${message}`).join('; '),
      Object.fromEntries(problems.map(({ key, message }) => [key, message])),
    );
  const [rows, ending] = what.split('.') as ['claims' | 'evidence', 'csv' | 'json'];
  const name = exportFileName(
    rows,
    scoped.programme.slug,
    scoped.filter,
    scoped.filter.asOf ?? now().toISOString().slice(0, 10),
    ending,
  );
  const { write, type } = EXPORTS[what];
  return {
    body: await readAsOf(scoped.filter, async () => write(actor, scoped, origin)),
    headers: {
      'Content-Type': type,
      'Content-Disposition': attachment(name),
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  };
}
