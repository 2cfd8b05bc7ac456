import { CLAIM_STATUSES, isVerdict, needsWords } from '#lib/claims/vocabulary.ts';
import type { ReadColumn } from './columns.ts';

const listed = (statuses: readonly string[]) => statuses.map((status) => `'${status}'`).join(', ');
const VERDICTS = listed(CLAIM_STATUSES.filter(isVerdict));

/** The claims to which the import $1 gives another verdict that rests on what sources say. */
export const JUDGED_CLAIMS = `SELECT c.id FROM claim_import_row r JOIN claim c ON c.id = r.claim_id
  WHERE r.import_id = $1 AND r.act = 'update' AND r.status <> c.status AND r.status IN (${listed(CLAIM_STATUSES.filter(needsWords))})`;

/**
 * The statement that holds the table `arriving` against the claims and keeps what would change or cannot be: $1 is the import, $2 the
 * programme. Answers how many rows there are of each act. `has` says which columns the file has.
 */
export function comparison(has: (column: ReadColumn) => boolean): string {
  // A column that the file lacks leaves the claim as it is; a new claim gets what the form begins with.
  const kept = (column: ReadColumn, name: string, otherwise: string) =>
    has(column) ? `coalesce(a.${name}, ${otherwise})` : otherwise;
  // An empty cell empties what may be empty.
  const emptied = (column: ReadColumn, name: string, from: string) => `${has(column) ? 'a' : from}.${name}`;
  const valueColumn = (column: ReadColumn, name: string) =>
    has(column) ? `a.${name}` : `CASE WHEN v.fact_id = a.fact_id THEN v.${name} END`;
  const value = (column: ReadColumn, name: string) => (has('fact') ? valueColumn(column, name) : `v.${name}`);

  return `
WITH claimants AS MATERIALIZED (
  SELECT n.name, n.key, k.id FROM (SELECT d.name, fold_text(d.name) AS key FROM (SELECT DISTINCT claimant AS name FROM arriving WHERE claimant <> '') d) n
  LEFT JOIN claimant k ON k.name_key = n.key AND n.key <> ''
), targets AS MATERIALIZED (
  SELECT a.line, coalesce(a.claim_id, k.id) AS claim_id, k.id AS key_claim,
    min(a.line) OVER (PARTITION BY coalesce(a.claim_id, k.id)) AS first_of_claim, min(a.line) OVER (PARTITION BY a.import_key) AS first_of_key
  FROM arriving a LEFT JOIN claim k ON k.import_key = a.import_key AND k.programme_id = $2
), put AS (
  INSERT INTO claim_import_row (import_id, line, act, claim_id, base_version, import_key, statement, original_wording, language, claimant_id,
    new_claimant, claimed_on, claimed_lower, claimed_upper, topic_id, tag_ids, tag_slugs, tag_names, priority, assignee_id, status, rationale,
    value_changed, fact_id, state, canonical, number, qualifier, unit, measure, as_of, as_of_lower, as_of_upper, valid_from, valid_from_lower,
    valid_to, valid_to_upper, source_urls, source_keys, stance,
    cells, problems)
  SELECT $1, a.line, d.act, t.claim_id, c.version, m.import_key, m.statement, m.original_wording, m.language, m.claimant_id, m.new_claimant,
    m.claimed_on, m.claimed_lower, m.claimed_upper, m.topic_id, CASE WHEN d.tags_changed THEN '{}' ELSE coalesce(c.tag_ids, '{}') END,
    CASE WHEN d.tags_changed THEN a.tag_slugs END, CASE WHEN d.tags_changed THEN a.tag_names END, m.priority, m.assignee_id, m.status, m.rationale,
    d.value_changed, m.fact_id, m.state, m.canonical, m.number, m.qualifier, m.unit, m.measure, m.as_of, m.as_of_lower, m.as_of_upper,
    m.valid_from, m.valid_from_lower, m.valid_to, m.valid_to_upper,
    CASE WHEN c.id IS NULL THEN a.urls END, CASE WHEN c.id IS NULL THEN a.url_keys END, coalesce(a.stance, 'mentions'),
    CASE WHEN d.act = 'refuse' THEN a.cells END, coalesce(a.problems, '[]') || to_jsonb(w.problems)
  FROM arriving a
  JOIN targets t ON t.line = a.line
  LEFT JOIN claim c ON c.id = t.claim_id AND c.programme_id = $2
  LEFT JOIN value v ON v.claim_id = c.id
  LEFT JOIN claimants n ON n.name = a.claimant
  CROSS JOIN LATERAL (
    SELECT coalesce(a.import_key, c.import_key) AS import_key,
      ${kept('statement', 'statement', 'c.statement')} AS statement,
      coalesce(${emptied('original_wording', 'original_wording', 'c')}, '') AS original_wording,
      coalesce(${kept('language', 'language', 'c.language')}, 'en') AS language,
      ${has('claimant') ? 'n.id' : 'c.claimant_id'} AS claimant_id,
      ${has('claimant') ? `CASE WHEN n.id IS NULL THEN nullif(a.claimant, '') END` : 'NULL::text'} AS new_claimant,
      ${emptied('claimed_on', 'claimed_on', 'c')} AS claimed_on,
      ${emptied('claimed_on', 'claimed_lower', 'c')} AS claimed_lower,
      ${emptied('claimed_on', 'claimed_upper', 'c')} AS claimed_upper,
      ${kept('topic', 'topic_id', 'c.topic_id')} AS topic_id,
      coalesce(${kept('priority', 'priority', 'c.priority')}, 'normal') AS priority,
      ${has('assignee') ? 'CASE WHEN c.assignee_id = ANY (a.people) THEN c.assignee_id WHEN cardinality(a.able) = 1 THEN a.able[1] END' : 'c.assignee_id'} AS assignee_id,
      coalesce(${kept('status', 'status', 'c.status')}, 'unverified') AS status,
      coalesce(${emptied('rationale', 'rationale', 'c')}, '') AS rationale,
      ${has('fact') ? 'a' : 'v'}.fact_id AS fact_id,
      ${has('fact') ? 'a' : 'v'}.state AS state,
      ${has('fact') ? 'a' : 'v'}.canonical AS canonical,
      ${has('fact') ? 'a' : 'v'}.number AS number,
      ${value('qualifier', 'qualifier')} AS qualifier,
      ${value('unit', 'unit')} AS unit,
      ${value('measure', 'measure')} AS measure,
      ${value('as_of', 'as_of')} AS as_of,
      ${value('as_of', 'as_of_lower')} AS as_of_lower,
      ${value('as_of', 'as_of_upper')} AS as_of_upper,
      ${value('valid_from', 'valid_from')} AS valid_from,
      ${value('valid_from', 'valid_from_lower')} AS valid_from_lower,
      ${value('valid_to', 'valid_to')} AS valid_to,
      ${value('valid_to', 'valid_to_upper')} AS valid_to_upper
  ) m
  LEFT JOIN LATERAL (
    SELECT min(k.url) AS unknown FROM unnest(a.urls, a.url_keys) AS k (url, key)
    WHERE NOT EXISTS (SELECT FROM source s WHERE s.url_key = k.key AND s.deleted_at IS NULL)
  ) u ON t.claim_id IS NULL
  CROSS JOIN LATERAL (
    SELECT array_remove(ARRAY[
      ${wrong(
        'id',
        'a.claim_id',
        'a.claim_id IS NOT NULL AND c.id IS NULL',
        `'There is no such claim. Leave the cell empty for a new one.'`,
      )},
      ${wrong(
        'id',
        't.claim_id',
        'c.deleted_at IS NOT NULL',
        `'This claim is deleted. Restore it first, or leave the row out.'`,
      )},
      ${wrong(
        'id',
        't.claim_id',
        't.claim_id IS NOT NULL AND t.first_of_claim < a.line',
        `format('Line %s changes this claim already. One row for each claim.', t.first_of_claim)`,
      )},
      ${wrong(
        'import_key',
        'a.import_key',
        'a.import_key IS NOT NULL AND t.claim_id IS NULL AND t.first_of_key < a.line',
        `format('Line %s has this key already. One row for each key.', t.first_of_key)`,
      )},
      ${wrong(
        'import_key',
        'a.import_key',
        't.key_claim <> a.claim_id',
        `format('This key belongs to claim %s.', t.key_claim)`,
      )},
      ${wrong(
        'version',
        'a.version',
        'c.version <> a.version',
        `format('The claim is at version %s by now: somebody changed it since. Export it again, or empty this cell to overwrite.', c.version)`,
      )},
      ${wrong(
        'statement',
        `''`,
        't.claim_id IS NULL AND m.statement IS NULL AND a.problems IS NULL',
        `'A new claim needs a statement.'`,
      )},
      ${wrong(
        'topic',
        `''`,
        't.claim_id IS NULL AND m.topic_id IS NULL AND a.problems IS NULL',
        `'A new claim needs a topic.'`,
      )},
      ${wrong(
        'topic',
        `''`,
        'm.topic_id IS DISTINCT FROM c.topic_id AND EXISTS (SELECT FROM topic r WHERE r.id = m.topic_id AND r.retired_at IS NOT NULL)',
        `'This topic is retired. Choose another.'`,
      )},
      ${wrong('valid_to', 'm.valid_to', 'm.valid_to_upper < m.valid_from_lower', `'The value ends before it begins.'`)},
      ${wrong('claimant', 'n.name', `n.key = ''`, `'The name of the claimant needs a letter or a digit.'`)},
      ${wrong(
        'assignee',
        `''`,
        'cardinality(a.people) > 0 AND m.assignee_id IS NULL',
        `CASE WHEN cardinality(a.able) = 0 THEN 'This person has no active account that may work on claims.' ELSE 'Several people have this name. Give the e-mail address.' END`,
      )},
      ${wrong(
        'source_urls',
        `''`,
        't.claim_id IS NULL AND u.unknown IS NOT NULL',
        `format('No source has the address %s yet. Add it under Sources first, or leave it out.', u.unknown)`,
      )},
      ${wrong(
        'rationale',
        'm.status::text',
        `m.status IN (${VERDICTS}) AND btrim(m.rationale) = '' AND (m.status, m.rationale) IS DISTINCT FROM (c.status, c.rationale)`,
        `'A verdict needs its rationale: say what the evidence shows.'`,
      )}
    ], NULL) AS problems
  ) w
  CROSS JOIN LATERAL (
    SELECT ${
      has('tags')
        ? `ARRAY(SELECT s FROM unnest(a.tag_slugs) s ORDER BY s) <> ARRAY(SELECT g.slug FROM tag g WHERE g.id = ANY (c.tag_ids) ORDER BY g.slug)`
        : 'false'
    } AS tags_changed,
      (m.fact_id, m.state, m.canonical, m.qualifier, m.unit, m.measure, m.as_of, m.valid_from, m.valid_to)
        IS DISTINCT FROM (v.fact_id, v.state, v.canonical, v.qualifier, v.unit, v.measure, v.as_of, v.valid_from, v.valid_to) AS value_changed
  ) x
  CROSS JOIN LATERAL (
    SELECT x.tags_changed, x.value_changed, CASE
      WHEN a.problems IS NOT NULL OR cardinality(w.problems) > 0 THEN 'refuse'
      WHEN c.id IS NULL THEN 'create'
      WHEN x.tags_changed OR x.value_changed OR m.new_claimant IS NOT NULL
        OR (m.import_key, m.statement, m.original_wording, m.language, m.claimant_id, m.claimed_on, m.topic_id, m.priority, m.assignee_id, m.status, m.rationale)
          IS DISTINCT FROM (c.import_key, c.statement, c.original_wording, c.language, c.claimant_id, c.claimed_on, c.topic_id, c.priority, c.assignee_id,
            c.status, c.rationale) THEN 'update'
      ELSE 'same' END AS act
  ) d
  WHERE d.act <> 'same'
  RETURNING act
)
SELECT act, count(*)::int AS rows FROM put GROUP BY act`;
}

/** A problem as lib/imports/cells.ts has it, or null. */
function wrong(column: ReadColumn, value: string, condition: string, message: string): string {
  return `CASE WHEN ${condition} THEN jsonb_build_object('column', '${column}', 'value', coalesce(${value}::text, ''), 'message', ${message}) END`;
}
