-- One call gives a table its history, or gives it anew after a change of its columns.

CREATE OR REPLACE FUNCTION record_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who text := nullif(current_setting('ledger.actor', true), '');
  who_id int := nullif(current_setting('ledger.actor_id', true), '')::int;
  why text := coalesce(current_setting('ledger.reason', true), '');
  hidden text[] := coalesce(TG_ARGV, '{}');
BEGIN
  IF who IS NULL THEN
    RAISE EXCEPTION 'a change of % came without an actor', TG_TABLE_NAME USING ERRCODE = '28000';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, r.id, r.claim_id, r.version, 'create', '{}', r.data, why
    FROM (SELECT n.id, n.version, event_claim(TG_TABLE_NAME, to_jsonb(n)) AS claim_id, event_row(to_jsonb(n), hidden) AS data FROM new_rows n) r
    ORDER BY r.id;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, r.id, r.claim_id, r.version,
      CASE WHEN (r.was ->> 'deleted_at') IS NULL AND (r.data ->> 'deleted_at') IS NOT NULL THEN 'delete'
           WHEN (r.was ->> 'deleted_at') IS NOT NULL AND (r.data ->> 'deleted_at') IS NULL THEN 'restore'
           ELSE 'update' END,
      (SELECT coalesce(jsonb_object_agg(f.key, jsonb_build_array(r.was -> f.key, f.value)), '{}') FROM jsonb_each(r.data) f
       WHERE f.value IS DISTINCT FROM r.was -> f.key AND f.key NOT IN ('version', 'updated_at')),
      r.data, why
    FROM (SELECT n.id, n.version, event_claim(TG_TABLE_NAME, to_jsonb(n)) AS claim_id, event_row(to_jsonb(n), hidden) AS data,
                 event_row(to_jsonb(o), hidden) AS was
          FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.version <> o.version) r
    ORDER BY r.id;
  ELSE
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, o.id, event_claim(TG_TABLE_NAME, to_jsonb(o)), o.version, 'remove', '{}',
      event_row(to_jsonb(o), hidden), why
    FROM old_rows o ORDER BY o.id;
  END IF;
  RETURN NULL;
END $$;

-- The table needs id and version. Derived columns stay out of the events, and may change without a new version.
CREATE FUNCTION track_history(tracked regclass, derived text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = tracked);
  own text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = tracked AND attnum > 0 AND NOT attisdropped AND attname <> ALL (derived));
  hidden text := (SELECT coalesce(string_agg(quote_literal(d), ', '), '') FROM unnest(derived) d);
  made record;
BEGIN
  FOR made IN
    SELECT * FROM (VALUES
      ('_version', format('BEFORE UPDATE OF %s', own), '', 'ROW EXECUTE FUNCTION demand_next_version()'),
      ('_event_new', 'AFTER INSERT', 'REFERENCING NEW TABLE AS new_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden)),
      ('_event', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden)),
      ('_event_gone', 'AFTER DELETE', 'REFERENCING OLD TABLE AS old_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden))
    ) AS t (ending, moment, referencing, each)
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I %s ON %s %s FOR EACH %s', name || made.ending, made.moment, tracked, made.referencing, made.each);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tracked, name || made.ending);
  END LOOP;
END $$;

SELECT track_history('claim', '{supports,refutes,mentions,source_count,independent_origins,conflicting,search_plain,search_folded,search_vector}');
SELECT track_history('user_account', '{preferences}');
SELECT track_history(t::regclass) FROM unnest(ARRAY['source', 'evidence', 'value', 'reliance', 'publisher']) t;
