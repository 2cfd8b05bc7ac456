-- A transaction is known whole, from its first event on. Of what is written for a minute, as an import is, a moment in between showed
-- those rows that had been written by then.
-- And the rows of a moment are found whichever plan reads them: of many events the planner takes those of other tables apart, too, before
-- it leaves them out, and a publisher's kind is none of a source.
CREATE OR REPLACE FUNCTION make_past(moment timestamptz) RETURNS boolean LANGUAGE plpgsql AS $make$
DECLARE
  past text := past_schema(moment);
  there text;
  claim_columns text;
  slice CONSTANT int := 10000;
  highest int;
  begun bigint[];
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
  -- Transactions that had begun to write and wrote on; none lasts longer than four hours. A number alone would not do: a restored
  -- history has those of another server.
  begun := ARRAY(SELECT e.tx FROM public.event e WHERE e.at > moment - interval '4 hours' AND e.at <= moment + interval '4 hours'
    GROUP BY e.tx, e.xmin HAVING min(e.at) <= moment AND max(e.at) > moment);
  EXECUTE format('CREATE VIEW %1$I.event AS SELECT * FROM public.event
    WHERE at <= %2$L::timestamptz OR (tx = ANY (%3$L::bigint[]) AND at <= %2$L::timestamptz + interval ''4 hours'')', past, moment, begun);

  -- The latest event of each row by then.
  EXECUTE format('CREATE UNLOGGED TABLE %1$I.latest AS SELECT entity, entity_id, max(id) AS id FROM %1$I.event
    GROUP BY entity, entity_id', past);
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
      CROSS JOIN LATERAL jsonb_populate_record(NULL::public.%4$I, CASE WHEN e.entity = %4$L THEN e.row END) r
      WHERE l.entity = %4$L AND e.entity = %4$L AND e.action <> ''remove''',
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
