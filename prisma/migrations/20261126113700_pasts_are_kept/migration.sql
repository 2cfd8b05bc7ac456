-- What was known at a moment, put together once and kept for a while as tables of a schema of its own, so that every query of the
-- present reads the past, and as fast. See docs/decisions/0020-the-past-is-a-schema.md.

DROP FUNCTION build_past();
DROP SCHEMA IF EXISTS as_of CASCADE;

CREATE FUNCTION past_schema(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE
  RETURN 'past_' || (extract(epoch FROM moment) * 1000)::bigint;

CREATE FUNCTION past_lock(past text) RETURNS bigint LANGUAGE sql IMMUTABLE RETURN hashtextextended(past, 702);

-- Whether the past of this moment is there; if so, the rest of the transaction reads it, and it stays until the transaction ends.
CREATE FUNCTION read_past(moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $read$
DECLARE
  past text := past_schema(moment);
  whole boolean;
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared(past_lock(past)) OR to_regclass(past || '.whole') IS NULL THEN
    RETURN false;
  END IF;
  -- A crash of the server empties the tables, and this row with them.
  EXECUTE format('SELECT EXISTS (SELECT FROM %I.whole)', past) INTO whole;
  IF whole THEN
    -- "This week" was another week then: its now() comes before that of pg_catalog.
    PERFORM set_config('search_path', past || ', pg_catalog, public', true);
  END IF;
  RETURN whole;
END $read$;

-- What the evidence of claims from `low` to below `high` bears on them, by the rule of refresh_claims.
CREATE FUNCTION bearing_between(low int, high int)
RETURNS TABLE (claim_id int, supports int, refutes int, mentions int, source_count int, titles text, quotes text) LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT x.claim_id, count(*) FILTER (WHERE x.stance = 'supports')::int, count(*) FILTER (WHERE x.stance = 'refutes')::int,
    count(*) FILTER (WHERE x.stance = 'mentions')::int, count(*)::int,
    string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id),
    string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id)
  FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
  WHERE x.claim_id >= low AND x.claim_id < high AND x.deleted_at IS NULL AND s.deleted_at IS NULL
  GROUP BY x.claim_id;
END;

-- Puts together the past of a moment, one at a time: the rows of then out of the history, with the derived columns of a claim by the
-- rule of count_claims, and copies of the functions and views that read such tables. False where it is there already.
CREATE FUNCTION make_past(moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $make$
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

  -- The derived columns of a claim, by the rule of count_claims; so many claims at once as an index still finds their evidence.
  EXECUTE format('SELECT coalesce(max(id), 0) FROM %I.claim_rows', past) INTO highest;
  FOR low IN 1..highest BY slice LOOP
    PERFORM set_config('search_path', past || ', pg_catalog, public', true);
    EXECUTE format('INSERT INTO claim (%s, supports, refutes, mentions, source_count, independent_origins, conflicting,
        search_plain, search_folded, search_vector)
      SELECT k.*, coalesce(b.supports, 0), coalesce(b.refutes, 0), coalesce(b.mentions, 0), coalesce(b.source_count, 0),
        coalesce(o.voices, 0), coalesce(b.supports > 0 AND b.refutes > 0, false), t.plain, t.folded, t.vector
      FROM claim_rows k
      LEFT JOIN bearing_between($1, $1 + $2) b ON b.claim_id = k.id
      LEFT JOIN (
        SELECT g.claim_id, count(DISTINCT g.origin) AS voices
        FROM claims_origins(ARRAY(SELECT id FROM claim_rows WHERE id >= $1 AND id < $1 + $2)) g
        WHERE g.stance <> ''mentions'' GROUP BY g.claim_id
      ) o ON o.claim_id = k.id
      LEFT JOIN public.bearing_between($1, $1 + $2) d ON d.claim_id = k.id
      LEFT JOIN public.claim c ON c.id = k.id AND c.claimant_id IS NOT DISTINCT FROM k.claimant_id
        AND (c.statement, c.original_wording, c.rationale) = (k.statement, k.original_wording, k.rationale)
        AND (d.titles, d.quotes) IS NOT DISTINCT FROM (b.titles, b.quotes)
      LEFT JOIN claimant a ON a.id = k.claimant_id
      -- Working out what a search looks in takes longest, and is the same where no word has changed.
      CROSS JOIN LATERAL (
        SELECT c.search_plain AS plain, c.search_folded AS folded, c.search_vector AS vector WHERE c.id IS NOT NULL
        UNION ALL
        SELECT w.plain, w.folded, w.vector FROM claim_text(k.statement, k.original_wording, a.name, k.rationale, b.titles, b.quotes) w
        WHERE c.id IS NULL
      ) t
      WHERE k.id >= $1 AND k.id < $1 + $2', claim_columns) USING low, slice;
    PERFORM set_config('search_path', 'pg_catalog', true);
  END LOOP;
  EXECUTE format('DROP TABLE %I.claim_rows', past);
  PERFORM public.index_past(past, 'claim');
  EXECUTE format('ANALYZE %I.claim', past);
  EXECUTE format('CREATE UNLOGGED TABLE %I.whole AS SELECT clock_timestamp() AS made_at', past);
  RETURN true;
END $make$;

-- The indexes by which joins find rows. Those for search and for orders would take longer than reading through what was there.
CREATE FUNCTION index_past(past text, of_table text) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog AS $index$
DECLARE
  made record;
BEGIN
  FOR made IN
    SELECT replace(replace(pg_get_indexdef(i.indexrelid), 'CREATE UNIQUE INDEX', 'CREATE INDEX'), ' ON public.', format(' ON %I.', past)) AS definition
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
    JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = format('public.%I', of_table)::regclass AND m.amname = 'btree' AND (a.attname = 'id' OR a.attname LIKE '%\_id')
  LOOP
    EXECUTE made.definition;
  END LOOP;
END $index$;

-- Takes away the pasts beyond the newest `keep` and those made longer than `age` ago, except those that are being read.
CREATE FUNCTION forget_pasts(keep int, age interval) RETURNS int LANGUAGE plpgsql SET search_path = pg_catalog AS $forget$
DECLARE
  old record;
  made_at timestamptz;
  forgotten int := 0;
BEGIN
  FOR old IN
    SELECT nspname AS name, row_number() OVER (ORDER BY oid DESC) > keep AS beyond
    FROM pg_namespace WHERE nspname LIKE 'past\_%' ORDER BY oid
  LOOP
    CONTINUE WHEN NOT pg_try_advisory_xact_lock(public.past_lock(old.name));
    IF NOT old.beyond AND to_regclass(old.name || '.whole') IS NOT NULL THEN
      EXECUTE format('SELECT made_at FROM %I.whole', old.name) INTO made_at;
      CONTINUE WHEN made_at > clock_timestamp() - age;
    END IF;
    EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', old.name);
    forgotten := forgotten + 1;
  END LOOP;
  RETURN forgotten;
END $forget$;
