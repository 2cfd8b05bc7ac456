-- What a claim is found by lies in a table of its own, written only where a text changed: a change of status, priority, tags or people
-- wrote four indexes of words anew with every row; see docs/decisions/0043-search-texts-in-a-table-of-their-own.md.

-- The texts of many claims are worked out once, here; the memory is for the indexes.
SELECT set_config('maintenance_work_mem', greatest(pg_size_bytes(current_setting('maintenance_work_mem')), 256 * 1024 * 1024) / 1024 || 'kB', true);

DROP FUNCTION keep_all_words(), refresh_claims(int[]), count_claims(int[]);
DROP TRIGGER claim_derive_new ON claim;
DROP TRIGGER claim_derive ON claim;
DROP TRIGGER claim_words_new ON claim;
DROP TRIGGER claim_words ON claim;
DROP FUNCTION derive_new_claim(), derive_changed_claim(), keep_changed_words(), keep_new_words(), claim_text(text, text, text, text, text, text);

CREATE TABLE claim_search AS
  SELECT id AS claim_id, search_plain AS plain, search_vector AS vector, fold_text(statement) AS statement_folded,
    fold_text(original_wording) AS wording_folded
  FROM claim;
ALTER TABLE claim_search ALTER claim_id SET NOT NULL, ALTER plain SET NOT NULL, ALTER vector SET NOT NULL, ALTER statement_folded SET NOT NULL,
  ALTER wording_folded SET NOT NULL, ADD CONSTRAINT claim_search_pkey PRIMARY KEY (claim_id);

-- Takes the indexes of these columns with it.
ALTER TABLE claim DROP search_plain, DROP search_folded, DROP search_vector;
DROP INDEX claim_statement_folded, claim_wording_folded;
-- Counts, facets and orders come from the columns in memory; nothing read these any more.
DROP INDEX claim_tags, claim_assignee_live, claim_claimed_live, claim_topic_live, claim_counted_live;
-- Rows without what was taken out of them.
CLUSTER claim USING claim_pkey;
ALTER TABLE claim SET WITHOUT CLUSTER;

CREATE INDEX claim_search_vector ON claim_search USING gin (vector);
CREATE INDEX claim_search_plain ON claim_search USING gin (plain gin_trgm_ops);
CREATE INDEX claim_search_statement ON claim_search USING gin (statement_folded gin_trgm_ops);
CREATE INDEX claim_search_wording ON claim_search USING gin (wording_folded gin_trgm_ops);

SELECT track_history('claim', '{supports,refutes,mentions,source_count,independent_origins,conflicting}');

-- Each part is folded once: folding never reaches over a line's end, so the parts put together are the whole document folded.
CREATE FUNCTION claim_text(
  statement text, wording text, claimant text, rationale text, titles text, quotes text,
  OUT plain text, OUT vector tsvector, OUT statement_folded text, OUT wording_folded text
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  parts text[] := ARRAY[claimant, nullif(rationale, ''), titles, quotes];
  weights "char"[] := ARRAY['B', 'C', 'C', 'D'];
  part text;
  latin text;
BEGIN
  part := public.plain_text(statement);
  statement_folded := public.fold_plain(part);
  plain := part;
  latin := statement_folded;
  part := public.plain_text(wording);
  wording_folded := public.fold_plain(part);
  IF wording <> '' THEN
    plain := concat_ws(E'\n', plain, part);
    latin := concat_ws(' ', latin, wording_folded);
  END IF;
  vector := setweight(to_tsvector('russian', plain) || to_tsvector('simple', latin), 'A');
  FOR i IN 1 .. 4 LOOP
    CONTINUE WHEN parts[i] IS NULL;
    part := public.plain_text(parts[i]);
    plain := concat_ws(E'\n', plain, part);
    vector := vector || setweight(to_tsvector('russian', part) || to_tsvector('simple', public.fold_plain(part)), weights[i]);
  END LOOP;
END $$;

-- Works out the texts of claims and writes those that are other than they were.
CREATE FUNCTION keep_texts(ids int[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  WITH bearing AS MATERIALIZED (
    SELECT x.claim_id, string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
      string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
    FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE x.claim_id = ANY (ids) AND x.deleted_at IS NULL AND s.deleted_at IS NULL
    GROUP BY x.claim_id
  ), texts AS MATERIALIZED (
    SELECT k.id, t.*
    FROM claim k
    LEFT JOIN claimant a ON a.id = k.claimant_id
    LEFT JOIN bearing e ON e.claim_id = k.id
    CROSS JOIN LATERAL claim_text(k.statement, k.original_wording, a.name, k.rationale, e.titles, e.quotes) t
    WHERE k.id = ANY (ids)
  ), changed AS (
    UPDATE claim_search s SET plain = t.plain, vector = t.vector, statement_folded = t.statement_folded, wording_folded = t.wording_folded
    FROM texts t
    WHERE s.claim_id = t.id
      AND (s.plain, s.vector, s.statement_folded, s.wording_folded) <> (t.plain, t.vector, t.statement_folded, t.wording_folded)
  )
  INSERT INTO claim_search (claim_id, plain, vector, statement_folded, wording_folded)
  SELECT t.id, t.plain, t.vector, t.statement_folded, t.wording_folded FROM texts t
  WHERE NOT EXISTS (SELECT FROM claim_search s WHERE s.claim_id = t.id);
END;

-- The derived columns of claims that are other than they were.
CREATE FUNCTION count_claims(ids int[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  WITH origins AS MATERIALIZED (
    SELECT g.claim_id, count(DISTINCT g.origin) AS voices FROM claims_origins(ids) g WHERE g.stance <> 'mentions' GROUP BY g.claim_id
  ), bearing AS MATERIALIZED (
    SELECT x.claim_id, count(*) FILTER (WHERE x.stance = 'supports') AS supports, count(*) FILTER (WHERE x.stance = 'refutes') AS refutes,
      count(*) FILTER (WHERE x.stance = 'mentions') AS mentions, count(*) AS source_count
    FROM evidence x JOIN source s ON s.id = x.source_id
    WHERE x.claim_id = ANY (ids) AND x.deleted_at IS NULL AND s.deleted_at IS NULL
    GROUP BY x.claim_id
  )
  UPDATE claim c SET
    supports = d.supports, refutes = d.refutes, mentions = d.mentions, source_count = d.source_count,
    independent_origins = d.origins, conflicting = d.conflicting
  FROM (
    SELECT k.id, coalesce(e.supports, 0) AS supports, coalesce(e.refutes, 0) AS refutes, coalesce(e.mentions, 0) AS mentions,
      coalesce(e.source_count, 0) AS source_count, coalesce(o.voices, 0) AS origins, coalesce(e.supports > 0 AND e.refutes > 0, false) AS conflicting
    FROM claim k
    LEFT JOIN bearing e ON e.claim_id = k.id
    LEFT JOIN origins o ON o.claim_id = k.id
    WHERE k.id = ANY (ids)
  ) d
  WHERE c.id = d.id AND (c.supports, c.refutes, c.mentions, c.source_count, c.independent_origins, c.conflicting)
    <> (d.supports, d.refutes, d.mentions, d.source_count, d.origins, d.conflicting);
END;

-- To plan a refresh takes longer than to do it for one claim, so the plan for a few is kept; that for many must know how many they are.
-- Holds for the transaction; answers what held before.
CREATE FUNCTION plan_for(ids int[]) RETURNS text LANGUAGE plpgsql AS $$
DECLARE former text := current_setting('plan_cache_mode');
BEGIN
  PERFORM set_config('plan_cache_mode', CASE WHEN cardinality(ids) <= 20 THEN 'force_generic_plan' ELSE 'force_custom_plan' END, true);
  RETURN former;
END $$;

-- What follows from evidence, sources, reliance, publishers and claimants. Two changes that touch one claim at once: the second waits
-- for the first before it reads, in a statement and with a snapshot of its own, and locks are taken in one order. Told whether or not a
-- row of claim is written: sources are counted by, too.
CREATE FUNCTION refresh_claims(ids int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE former text := public.plan_for(ids);
BEGIN
  PERFORM FROM public.claim WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  PERFORM public.count_claims(ids);
  PERFORM public.keep_texts(ids);
  INSERT INTO public.claim_change (tx, claim_ids) VALUES (pg_current_xact_id()::text::bigint, ids);
  PERFORM set_config('plan_cache_mode', former, true);
END $$;

-- A new claim has no evidence yet.
CREATE FUNCTION count_new_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.supports := 0;
  NEW.refutes := 0;
  NEW.mentions := 0;
  NEW.source_count := 0;
  NEW.independent_origins := 0;
  NEW.conflicting := false;
  RETURN NEW;
END $$;
CREATE TRIGGER claim_count_new BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION count_new_claim();

CREATE FUNCTION keep_new_texts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_search (claim_id, plain, vector, statement_folded, wording_folded)
  SELECT n.id, t.plain, t.vector, t.statement_folded, t.wording_folded
  FROM new_rows n CROSS JOIN LATERAL public.claim_text(n.statement, n.original_wording,
    (SELECT a.name FROM public.claimant a WHERE a.id = n.claimant_id), n.rationale, NULL, NULL) t;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_texts_new AFTER INSERT ON claim REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_new_texts();

-- Which rows changed is told by EXCEPT: a join of many rows with as many may be planned for one.
CREATE FUNCTION keep_changed_texts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids int[];
  former text;
BEGIN
  SELECT array_agg(id) INTO ids FROM (
    SELECT id, statement, original_wording, rationale, claimant_id FROM new_rows
    EXCEPT SELECT id, statement, original_wording, rationale, claimant_id FROM old_rows) c;
  IF ids IS NOT NULL THEN
    former := public.plan_for(ids);
    PERFORM public.keep_texts(ids);
    PERFORM set_config('plan_cache_mode', former, true);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_texts AFTER UPDATE ON claim REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_changed_texts();

CREATE OR REPLACE FUNCTION look_again_after_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF NOT EXISTS (SELECT FROM public.dependence WHERE stale_since IS NOT NULL AND deleted_at IS NULL) THEN RETURN NULL; END IF;
  SELECT array_agg(id) INTO ids FROM (
    SELECT id, statement, original_wording, status, rationale FROM new_rows
    EXCEPT SELECT id, statement, original_wording, status, rationale FROM old_rows) c;
  IF ids IS NOT NULL THEN PERFORM public.look_again(ids); END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION keep_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  WITH words AS MATERIALIZED (SELECT DISTINCT w.word FROM changed_rows r, unnest(tsvector_to_array(r.vector)) AS w (word))
  SELECT w.word FROM words w WHERE public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;
CREATE TRIGGER claim_search_words_new AFTER INSERT ON claim_search REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_words();
CREATE TRIGGER claim_search_words AFTER UPDATE ON claim_search REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_words();

-- For rows that came past the triggers, as a large first load. Reads every claim.
CREATE FUNCTION keep_all_words() RETURNS void LANGUAGE sql AS $$
  INSERT INTO claim_word (word)
  SELECT s.word FROM ts_stat('SELECT vector FROM claim_search') s
  WHERE may_slip(s.word) AND NOT EXISTS (SELECT FROM claim_word k WHERE k.word = s.word)
$$;

-- Puts together the past of a moment, one at a time: the rows of then out of the history, with the derived columns of a claim by the
-- rule of count_claims, what searches look in, and copies of the functions and views that read such tables. False where it is there
-- already.
CREATE OR REPLACE FUNCTION make_past(moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $make$
DECLARE
  past text := past_schema(moment);
  there text;
  claim_columns text;
  slice CONSTANT int := 10000;
  highest int;
  tracked record;
  made record;
BEGIN
  IF read_past(moment) THEN
    RETURN false;
  END IF;
  PERFORM pg_advisory_xact_lock(past_lock('making'));
  IF read_past(moment) THEN
    RETURN false;
  END IF;
  -- What began by then may still add to that moment, and is waited for.
  FOR i IN 1..100 LOOP
    EXIT WHEN NOT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_xid IS NOT NULL AND xact_start <= moment);
    IF i = 100 THEN
      RAISE EXCEPTION 'something that began before % is still being written', moment USING ERRCODE = 'lock_not_available';
    END IF;
    PERFORM pg_sleep(0.1);
    PERFORM pg_stat_clear_snapshot();
  END LOOP;
  PERFORM pg_advisory_xact_lock(past_lock(past));
  PERFORM set_config('jit', 'off', true), set_config('work_mem', '128MB', true);
  PERFORM set_config('search_path', 'pg_catalog', true);
  EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', past);
  EXECUTE format('CREATE SCHEMA %I', past);
  EXECUTE format('CREATE FUNCTION %I.now() RETURNS timestamptz LANGUAGE sql STABLE RETURN %L::timestamptz', past, moment);
  EXECUTE format('CREATE VIEW %I.event AS SELECT * FROM public.event WHERE at <= %L::timestamptz', past, moment);

  -- The latest event of each row by then.
  EXECUTE format('CREATE UNLOGGED TABLE %I.latest AS SELECT entity, entity_id, max(id) AS id FROM public.event
    WHERE at <= %L::timestamptz GROUP BY entity, entity_id', past, moment);
  EXECUTE format('ANALYZE %I.latest', past);

  -- The tables with a history.
  FOR tracked IN
    SELECT c.oid, c.relname AS name,
      string_agg(CASE a.attname
        WHEN 'id' THEN 'e.entity_id AS id'
        ELSE format(CASE WHEN a.attnotnull AND a.atthasdef THEN 'coalesce(r.%1$I, %2$s) AS %1$I' ELSE 'r.%1$I' END,
          a.attname, pg_get_expr(v.adbin, v.adrelid)) END, ', ' ORDER BY a.attnum) FILTER (WHERE d IS NULL) AS columns,
      string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) FILTER (WHERE d IS NULL) AS names
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef v ON v.adrelid = c.oid AND v.adnum = a.attnum
    LEFT JOIN LATERAL unnest(string_to_array(encode(g.tgargs, 'escape'), '\000')) d ON d = a.attname
    WHERE g.tgname = c.relname || '_event_new'
    GROUP BY c.oid, c.relname ORDER BY c.oid
  LOOP
    there := CASE tracked.name WHEN 'claim' THEN 'claim_rows' ELSE tracked.name END;
    EXECUTE format('CREATE UNLOGGED TABLE %1$I.%2$I AS SELECT %3$s FROM %1$I.latest l JOIN public.event e ON e.id = l.id
      CROSS JOIN LATERAL jsonb_populate_record(NULL::public.%4$I, e.row) r WHERE l.entity = %4$L AND e.action <> ''remove''',
      past, there, tracked.columns, tracked.name);
    IF tracked.name = 'claim' THEN
      claim_columns := tracked.names;
      EXECUTE format('CREATE UNLOGGED TABLE %I.claim (LIKE public.claim)', past);
      EXECUTE format('CREATE INDEX ON %I.claim_rows (id)', past);
    ELSE
      PERFORM public.index_past(past, tracked.name);
    END IF;
    EXECUTE format('ANALYZE %I.%I', past, there);
  END LOOP;
  EXECUTE format('DROP TABLE %I.latest', past);

  -- Functions and views that read such tables, again over the rows of then.
  FOR made IN
    SELECT DISTINCT f.oid, replace(pg_get_functiondef(f.oid), 'FUNCTION public.', format('FUNCTION %I.', past)) AS definition
    FROM pg_proc f WHERE f.pronamespace = 'public'::regnamespace AND f.prosqlbody IS NOT NULL AND f.provolatile = 's'
      AND EXISTS (SELECT FROM pg_depend d JOIN pg_class c ON c.oid = d.refobjid AND d.refclassid = 'pg_class'::regclass
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = f.oid AND c.relkind = 'r')
    ORDER BY f.oid
  LOOP
    made.definition := replace(made.definition, 'public.', '');
    PERFORM set_config('search_path', past || ', pg_catalog, public', true);
    EXECUTE made.definition;
    PERFORM set_config('search_path', 'pg_catalog', true);
  END LOOP;
  FOR made IN
    SELECT c.relname AS name, replace(pg_get_viewdef(c.oid), 'public.', '') AS definition FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'v' AND NOT EXISTS (
      SELECT FROM pg_depend x WHERE x.objid = c.oid AND x.classid = 'pg_class'::regclass AND x.deptype = 'e')
    ORDER BY c.oid
  LOOP
    PERFORM set_config('search_path', past || ', pg_catalog, public', true);
    EXECUTE format('CREATE VIEW %I.%I AS %s', past, made.name, made.definition);
    PERFORM set_config('search_path', 'pg_catalog', true);
  END LOOP;

  -- The derived columns of a claim, by the rule of count_claims, and its texts; so many claims at once as an index still finds their
  -- evidence.
  EXECUTE format('CREATE UNLOGGED TABLE %I.claim_search (LIKE public.claim_search)', past);
  EXECUTE format('SELECT coalesce(max(id), 0) FROM %I.claim_rows', past) INTO highest;
  FOR low IN 1..highest BY slice LOOP
    PERFORM set_config('search_path', past || ', pg_catalog, public', true);
    EXECUTE format('WITH bearing AS MATERIALIZED (SELECT * FROM bearing_between($1, $1 + $2)), texts AS (
        INSERT INTO claim_search (claim_id, plain, vector, statement_folded, wording_folded)
        SELECT k.id, t.plain, t.vector, t.statement_folded, t.wording_folded
        FROM claim_rows k
        LEFT JOIN bearing b ON b.claim_id = k.id
        LEFT JOIN public.bearing_between($1, $1 + $2) d ON d.claim_id = k.id
        LEFT JOIN public.claim c ON c.id = k.id AND c.claimant_id IS NOT DISTINCT FROM k.claimant_id
          AND (c.statement, c.original_wording, c.rationale) = (k.statement, k.original_wording, k.rationale)
          AND (d.titles, d.quotes) IS NOT DISTINCT FROM (b.titles, b.quotes)
        LEFT JOIN public.claim_search s ON s.claim_id = c.id
        LEFT JOIN claimant a ON a.id = k.claimant_id
        -- Working out what a search looks in takes longest, and is the same where no word has changed.
        CROSS JOIN LATERAL (
          SELECT s.plain, s.vector, s.statement_folded, s.wording_folded WHERE s.claim_id IS NOT NULL
          UNION ALL
          SELECT w.plain, w.vector, w.statement_folded, w.wording_folded
          FROM claim_text(k.statement, k.original_wording, a.name, k.rationale, b.titles, b.quotes) w WHERE s.claim_id IS NULL
        ) t
        WHERE k.id >= $1 AND k.id < $1 + $2
      )
      INSERT INTO claim (%s, supports, refutes, mentions, source_count, independent_origins, conflicting)
      SELECT k.*, coalesce(b.supports, 0), coalesce(b.refutes, 0), coalesce(b.mentions, 0), coalesce(b.source_count, 0),
        coalesce(o.voices, 0), coalesce(b.supports > 0 AND b.refutes > 0, false)
      FROM claim_rows k
      LEFT JOIN bearing b ON b.claim_id = k.id
      LEFT JOIN (
        SELECT g.claim_id, count(DISTINCT g.origin) AS voices
        FROM claims_origins(ARRAY(SELECT id FROM claim_rows WHERE id >= $1 AND id < $1 + $2)) g
        WHERE g.stance <> ''mentions'' GROUP BY g.claim_id
      ) o ON o.claim_id = k.id
      WHERE k.id >= $1 AND k.id < $1 + $2', claim_columns) USING low, slice;
    PERFORM set_config('search_path', 'pg_catalog', true);
  END LOOP;
  EXECUTE format('DROP TABLE %I.claim_rows', past);
  PERFORM public.index_past(past, 'claim');
  PERFORM public.index_past(past, 'claim_search');
  EXECUTE format('ANALYZE %I.claim', past);
  EXECUTE format('ANALYZE %I.claim_search', past);
  EXECUTE format('CREATE UNLOGGED TABLE %I.whole AS SELECT clock_timestamp() AS made_at', past);
  RETURN true;
END $make$;

ANALYZE claim, claim_search;
