import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { CSV_BOM, csvRows } from '#lib/core/csv.ts';
import { type CsvColumn, csvLine } from '#lib/core/csv-sql.ts';
import { Prisma, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { SearchParams } from '#lib/core/filter.ts';
import { attachedAs } from '#lib/core/http.ts';
import { type Frame, streamText } from '#lib/core/stream.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { exportFileName } from './export-file.ts';
import { type OrderedBy, pagesInOrder } from './order-queries.ts';
import { demandClaim } from './policy.ts';
import { CLAIM_JOINS, CLAIM_ROW, isoTime, type ScopedFilter, scopeClaimFilter } from './queries.ts';
import type { ExportFile } from './vocabulary.ts';

type Stream = ReadableStream<Uint8Array>;
type Programme = ScopedFilter['programme'];

/**
 * How claims are written: `line` for each row of a page's claims (claim c, topic t, claimant a, assignee u) joined with `joins`,
 * which may use `page (id, place)`; `part` orders the lines of one claim.
 */
type Form = Frame & { line: Sql; joins: Sql; part: Sql };

/** Claims whose lines come as one row: some ten kilobytes. Larger texts stay in memory until all of it is cleared up. */
export const CLAIMS_AT_ONCE = 100;

/** A page of claims as text, in the page's order. */
function written({ line, joins, part, between }: Form, page: Sql): Sql {
  return Prisma.sql`
    WITH page AS MATERIALIZED (${page})
    SELECT string_agg(line, ${between} ORDER BY place, part) AS text
    FROM (SELECT page.place, page.place / ${CLAIMS_AT_ONCE}::int AS batch, ${part} AS part, ${line} AS line
      FROM page JOIN claim c ON c.id = page.id ${CLAIM_JOINS} ${joins}) lines
    GROUP BY batch ORDER BY batch`;
}

/** A file of what the filter matches; the caller asks the policy. */
function file(scoped: ScopedFilter, form: Form, by: OrderedBy, counted?: (total: number) => void): Stream {
  return streamText(async function* (read) {
    for await (const page of pagesInOrder(scoped, read, by, counted)) yield written(form, page);
  }, form);
}

const LIVE_EVIDENCE = Prisma.sql`evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL`;

const column = (name: string, value: string): CsvColumn => ({ name, value: Prisma.raw(value) });
const plain = (name: string, value: string): CsvColumn => ({ ...column(name, value), plain: true });
const time = (name: string, value: string): CsvColumn => ({
  name,
  value: isoTime(Prisma.raw(value)),
  plain: true,
});
const link = (origin: string): CsvColumn => ({
  name: 'link',
  value: Prisma.sql`${`${origin}/claims/`}::text, c.id`,
  plain: true,
});

function csvForm(columns: readonly CsvColumn[], joins: Sql, part: Sql): Form {
  const head = CSV_BOM + csvRows([columns.map(({ name }) => name)]);
  return { head, between: '', tail: '', line: csvLine(columns), joins, part };
}

/** Claims as CSV, one row a claim. `origin` is the product's public address, for links. */
function claimsCsv(origin: string): Form {
  const columns = [
    plain('id', 'c.id'),
    column('statement', 'c.statement'),
    column('topic', 't.slug'),
    plain('status', 'c.status'),
    column('claimant', 'a.name'),
    column('claimed_on', 'c.claimed_on'),
    column('language', 'c.language'),
    column('original_wording', 'c.original_wording'),
    column('fact', 'f.slug'),
    column('value', `CASE v.state WHEN 'known' THEN v.canonical ELSE v.state::text END`),
    plain('qualifier', 'v.qualifier'),
    column('unit', 'v.unit'),
    column('measure', 'v.measure'),
    column('as_of', 'v.as_of'),
    column('rationale', 'c.rationale'),
    column('tags', 'g.names'),
    column('assignee', 'u.name'),
    plain('supports', 'c.supports'),
    plain('refutes', 'c.refutes'),
    plain('mentions', 'c.mentions'),
    plain('independent_origins', 'c.independent_origins'),
    column('source_urls', 'x.urls'),
    time('created_at', 'c.created_at'),
    time('updated_at', 'c.updated_at'),
    plain('version', 'c.version'),
    link(origin),
    plain('priority', 'c.priority'),
    column('valid_from', 'v.valid_from'),
    column('valid_to', 'v.valid_to'),
  ];
  const joins = Prisma.sql`
    LEFT JOIN value v ON v.claim_id = c.id LEFT JOIN fact f ON f.id = v.fact_id
    LEFT JOIN LATERAL (SELECT string_agg(g.name, ' | ' ORDER BY g.name) AS names FROM tag g WHERE g.id = ANY (c.tag_ids)) g ON true
    LEFT JOIN (SELECT e.claim_id, string_agg(s.url, ' | ' ORDER BY e.id) AS urls FROM page JOIN ${LIVE_EVIDENCE} ON e.claim_id = page.id
      WHERE e.deleted_at IS NULL GROUP BY e.claim_id) x ON x.claim_id = c.id`;
  return csvForm(columns, joins, Prisma.sql`0`);
}

/** The evidence of the matching claims as CSV, one row per claim and source, and the claim's link. */
function evidenceCsv(origin: string): Form {
  const columns = [
    plain('claim_id', 'c.id'),
    column('statement', 'c.statement'),
    plain('status', 'c.status'),
    plain('stance', 'e.stance'),
    plain('credibility', 'e.credibility'),
    plain('source_id', 's.id'),
    column('title', 's.title'),
    column('url', 's.url'),
    column('publisher', 'p.name'),
    plain('reliability', 'p.reliability'),
    plain('kind', 's.kind'),
    column('language', 's.language'),
    column('published_on', 's.published_on'),
    column('quote', 'e.quote'),
    column('place', 'e.place'),
    column('note', 'e.note'),
    column('relies_on', 'r.origins'),
    time('created_at', 'e.created_at'),
    time('updated_at', 'e.updated_at'),
    plain('version', 'e.version'),
    column('translation', 'e.translation'),
    column('translation_language', 'e.translation_language'),
    plain('quote_outcome', 'm.outcome'),
    plain('quote_score', 'round(m.score::numeric, 2)'),
    link(origin),
  ];
  const joins = Prisma.sql`
    JOIN ${LIVE_EVIDENCE} ON e.claim_id = c.id AND e.deleted_at IS NULL LEFT JOIN publisher p ON p.id = s.publisher_id
    LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest
    LEFT JOIN LATERAL (SELECT string_agg(coalesce(r.origin_name, o.title), ' | ' ORDER BY r.id) AS origins
      FROM reliance r LEFT JOIN source o ON o.id = r.origin_source_id WHERE r.source_id = s.id AND r.deleted_at IS NULL) r ON true`;
  return csvForm(columns, joins, Prisma.sql`e.id`);
}

/** W3C Web Annotation selectors of a quote that has a place. */
const SELECTORS = Prisma.sql`CASE WHEN e.quote_start IS NULL THEN '[]'::json ELSE json_build_array(
  json_build_object('type', 'TextQuoteSelector', 'exact', e.quote, 'prefix', e.quote_prefix, 'suffix', e.quote_suffix),
  json_build_object('type', 'TextPositionSelector', 'start', e.quote_start, 'end', e.quote_end)) END`;

/** Claims with their evidence and values as JSON, without loss. */
function claimsJson(origin: string, { slug, name }: Programme): Form {
  return {
    head: `{"programme":${JSON.stringify({ slug, name })},"claims":[\n`,
    between: ',\n',
    tail: '\n]}\n',
    line: Prisma.sql`(SELECT row_to_json(claim) FROM (SELECT ${CLAIM_ROW}, c.original_wording AS "originalWording", c.rationale,
        coalesce(x.evidence, '[]') AS evidence, ${`${origin}/claims/`}::text || c.id AS link) claim)::text`,
    joins: Prisma.sql`LEFT JOIN (
      SELECT e.claim_id, json_agg(json_build_object('id', e.id, 'stance', e.stance, 'credibility', e.credibility, 'quote', e.quote, 'place', e.place,
        'note', e.note, 'version', e.version, 'translation', e.translation, 'translationLanguage', e.translation_language,
        'selectors', ${SELECTORS}, 'quoteOutcome', m.outcome, 'quoteScore', round(m.score::numeric, 2), 'source', json_build_object('id', s.id, 'url', s.url, 'title', s.title, 'titleExact', s.title_exact,
        'kind', s.kind, 'language', s.language, 'publishedOn', s.published_on,
        'publisher', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'reliability', p.reliability) END,
        'reliesOn', (SELECT coalesce(json_agg(json_build_object('kind', r.kind, 'sourceId', r.origin_source_id, 'name', coalesce(r.origin_name, o.title)) ORDER BY r.id), '[]')
          FROM reliance r LEFT JOIN source o ON o.id = r.origin_source_id WHERE r.source_id = s.id AND r.deleted_at IS NULL))) ORDER BY e.id) AS evidence
      FROM page JOIN ${LIVE_EVIDENCE} ON e.claim_id = page.id LEFT JOIN publisher p ON p.id = s.publisher_id
      LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest WHERE e.deleted_at IS NULL GROUP BY e.claim_id) x ON x.claim_id = c.id`,
    part: Prisma.sql`0`,
  };
}

const CSV = 'text/csv; charset=utf-8; header=present';
const EXPORTS: Record<ExportFile, { form: (origin: string, programme: Programme) => Form; type: string }> = {
  'claims.csv': { form: claimsCsv, type: CSV },
  'evidence.csv': { form: evidenceCsv, type: CSV },
  'claims.json': { form: claimsJson, type: 'application/json; charset=utf-8' },
};

/** What an address filters, for a file. Throws `invalid` where it holds anything that is no filter: half a filter would export too much. */
export async function scopeExport(actor: Actor, params: SearchParams): Promise<ScopedFilter> {
  demandClaim(actor, 'export');
  const { problems, ...scoped } = await scopeClaimFilter(actor, params);
  if (problems.length)
    throw new AppError(
      'invalid',
      problems.map(({ key, message }) => `${key}: ${message}`).join('; '),
      Object.fromEntries(problems.map(({ key, message }) => [key, message])),
    );
  return scoped;
}

/**
 * A file of what the address filters, as it comes, and its name and type. A worker has SQL put it in order, and may ask to be told how
 * many claims it is of; each chunk then holds at most CLAIMS_AT_ONCE of them.
 */
export async function exportFile(
  actor: Actor,
  what: ExportFile,
  params: SearchParams,
  origin: string,
  by: OrderedBy,
  counted?: (total: number) => void,
): Promise<{ body: Stream; name: string; type: string }> {
  const scoped = await scopeExport(actor, params);
  const [rows, ending] = what.split('.') as ['claims' | 'evidence', 'csv' | 'json'];
  const moment = scoped.filter.asOf ?? now().toISOString().slice(0, 10);
  const { form, type } = EXPORTS[what];
  return {
    body: await readAsOf(scoped.filter, async () =>
      file(scoped, form(origin, scoped.programme), by, counted),
    ),
    name: exportFileName(rows, scoped.programme.slug, scoped.filter, moment, ending),
    type,
  };
}

/** A download of what the address filters. */
export async function exportClaims(
  actor: Actor,
  what: ExportFile,
  params: SearchParams,
  origin: string,
): Promise<{ body: Stream; headers: Record<string, string> }> {
  const { body, name, type } = await exportFile(actor, what, params, origin, 'columns');
  return { body, headers: attachedAs(name, type) };
}
