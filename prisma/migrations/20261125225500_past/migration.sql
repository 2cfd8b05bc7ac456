-- What was known at a moment: a schema in which the tables have their rows of then, out of the history, so that every query of the
-- present also reads the past. See docs/decisions/0020-the-past-is-a-schema.md.

-- The schema is made from what there is: scripts/migrate.ts takes it away before a migration and has it made anew afterwards.
CREATE FUNCTION build_past() RETURNS void LANGUAGE plpgsql SET search_path = public AS $build$
DECLARE
  tracked record;
  made record;
BEGIN
  DROP SCHEMA IF EXISTS as_of CASCADE;
  CREATE SCHEMA as_of;
  CREATE FUNCTION as_of.moment() RETURNS timestamptz LANGUAGE sql STABLE
    RETURN current_setting('ledger.as_of')::timestamptz;
  -- "This week" was another week then; the schema stands before pg_catalog where the past is read.
  CREATE FUNCTION as_of.now() RETURNS timestamptz LANGUAGE sql STABLE RETURN as_of.moment();
  CREATE VIEW as_of.event AS SELECT * FROM public.event WHERE at <= as_of.moment();

  -- The tables with a history.
  FOR tracked IN
    SELECT c.oid, CASE WHEN c.relname = 'claim' THEN c.relname || '_rows' ELSE c.relname END AS past, c.relname AS name,
      bool_or(a.attname = 'claim_id') AS of_claim,
      string_agg(CASE a.attname
        WHEN 'id' THEN 'e.entity_id AS id'
        WHEN 'claim_id' THEN 'e.claim_id'
        ELSE format(CASE WHEN a.attnotnull AND a.atthasdef THEN 'coalesce(r.%1$I, %2$s) AS %1$I' ELSE 'r.%1$I' END,
          a.attname, pg_get_expr(v.adbin, v.adrelid)) END, ', ' ORDER BY a.attnum) FILTER (WHERE d IS NULL) AS columns
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef v ON v.adrelid = c.oid AND v.adnum = a.attnum
    LEFT JOIN LATERAL unnest(string_to_array(encode(g.tgargs, 'escape'), '\000')) d ON d = a.attname
    WHERE g.tgname = c.relname || '_event_new'
    GROUP BY c.oid, c.relname ORDER BY c.oid
  LOOP
    -- Claim and id stand in the event itself, so that a condition on them reaches its index.
    EXECUTE format('CREATE VIEW as_of.%I AS SELECT %s FROM (
        SELECT DISTINCT ON (%s entity_id) %s entity_id, action, row FROM public.event
        WHERE entity = %L AND at <= as_of.moment() ORDER BY %s entity_id, id DESC) e
      CROSS JOIN LATERAL jsonb_populate_record(NULL::public.%I, e.row) r WHERE e.action <> ''remove''',
      tracked.past, tracked.columns, CASE WHEN tracked.of_claim THEN 'claim_id,' END, CASE WHEN tracked.of_claim THEN 'claim_id,' END,
      tracked.name, CASE WHEN tracked.of_claim THEN 'claim_id,' END, tracked.name);
  END LOOP;

  -- Functions and views that read such tables, again over the rows of then.
  FOR made IN
    SELECT DISTINCT f.oid, replace(pg_get_functiondef(f.oid), 'FUNCTION public.', 'FUNCTION as_of.') AS definition
    FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace AND f.prosqlbody IS NOT NULL AND f.provolatile = 's'
      AND EXISTS (SELECT FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND c.relkind = 'r')
    ORDER BY f.oid
  LOOP
    PERFORM set_config('search_path', 'as_of, public', true);
    EXECUTE made.definition;
    PERFORM set_config('search_path', 'public', true);
  END LOOP;
  FOR made IN
    SELECT c.relname AS name, pg_get_viewdef(c.oid) AS definition FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND NOT EXISTS (
      SELECT FROM pg_depend x WHERE x.objid = c.oid AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
    ORDER BY c.oid
  LOOP
    PERFORM set_config('search_path', 'as_of, public', true);
    EXECUTE format('CREATE VIEW as_of.%I AS %s', made.name, made.definition);
    PERFORM set_config('search_path', 'public', true);
  END LOOP;

  -- The derived columns of a claim, by the rule of count_claims. Each part is read only by a query that asks for it.
  PERFORM set_config('search_path', 'as_of, public', true);
  CREATE VIEW as_of.claim_bearing AS
    SELECT x.claim_id, count(*) FILTER (WHERE x.stance = 'supports') AS supports, count(*) FILTER (WHERE x.stance = 'refutes') AS refutes,
      count(*) FILTER (WHERE x.stance = 'mentions') AS mentions, count(*) AS source_count,
      string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
      string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
    FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE x.deleted_at IS NULL AND s.deleted_at IS NULL
    GROUP BY x.claim_id;
  CREATE VIEW as_of.claim_voices AS
    SELECT g.claim_id, count(DISTINCT g.origin) AS voices
    FROM claims_origins(ARRAY(SELECT id FROM claim_rows)) g WHERE g.stance <> 'mentions' GROUP BY g.claim_id;
  CREATE VIEW as_of.claim AS
    SELECT k.*, coalesce(b.supports, 0)::int AS supports, coalesce(b.refutes, 0)::int AS refutes, coalesce(b.mentions, 0)::int AS mentions,
      coalesce(b.source_count, 0)::int AS source_count, coalesce(o.voices, 0)::int AS independent_origins,
      coalesce(b.supports > 0 AND b.refutes > 0, false) AS conflicting,
      (SELECT t.plain FROM claim_text(k.statement, k.original_wording, (SELECT a.name FROM claimant a WHERE a.id = k.claimant_id), k.rationale,
        b.titles, b.quotes) t) AS search_plain,
      (SELECT t.folded FROM claim_text(k.statement, k.original_wording, (SELECT a.name FROM claimant a WHERE a.id = k.claimant_id), k.rationale,
        b.titles, b.quotes) t) AS search_folded,
      (SELECT t.vector FROM claim_text(k.statement, k.original_wording, (SELECT a.name FROM claimant a WHERE a.id = k.claimant_id), k.rationale,
        b.titles, b.quotes) t) AS search_vector
    FROM claim_rows k LEFT JOIN claim_bearing b ON b.claim_id = k.id LEFT JOIN claim_voices o ON o.claim_id = k.id;
  PERFORM set_config('search_path', 'public', true);
END $build$;

SELECT build_past();
