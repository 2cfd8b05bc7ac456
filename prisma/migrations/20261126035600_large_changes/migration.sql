-- A change of many claims spent most of its time beside the change: spelling derived columns out as JSON to leave them out again,
-- and looking for new words in texts that had not changed.

-- Found by its transaction when a bulk change is undone. Rows are only ever added, so a transaction's lie together.
CREATE INDEX event_tx_idx ON event USING brin (tx) WITH (autosummarize = on);

-- An update of these columns is a new version of the row; a lost update cannot pass. The argument, where there is one, is the column
-- that keeps the time of the change.
CREATE OR REPLACE FUNCTION demand_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION '% % is at version %, an update must bring %, not %', TG_TABLE_NAME, OLD.id, OLD.version, OLD.version + 1, NEW.version
      USING ERRCODE = '40001';
  END IF;
  IF TG_ARGV[0] = 'updated_at' THEN NEW.updated_at := clock_timestamp(); END IF;
  RETURN NEW;
END $$;

-- Columns that are hidden are never read: the texts a claim is found by are larger than all else in its row.
CREATE OR REPLACE FUNCTION record_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who text := nullif(current_setting('ledger.actor', true), '');
  hidden text[] := coalesce(TG_ARGV, '{}');
  heading text := 'INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, nullif(current_setting(''ledger.actor_id'', true), '''')::int, current_setting(''ledger.actor''), $1,
      r.id, event_claim($1, r.data), r.version, ';
  why text := 'coalesce(current_setting(''ledger.reason'', true), '''')';
  shown text;
BEGIN
  IF who IS NULL THEN
    RAISE EXCEPTION 'a change of % came without an actor', TG_TABLE_NAME USING ERRCODE = '28000';
  END IF;
  SELECT format('event_row((SELECT to_jsonb(x) FROM (SELECT %s) x), ''{}'')', string_agg(format('$row.%I', attname), ', ' ORDER BY attnum))
  INTO shown FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND attname <> ALL (hidden);
  IF TG_OP = 'UPDATE' THEN
    EXECUTE heading || $sql$
        CASE WHEN (r.was ->> 'deleted_at') IS NULL AND (r.data ->> 'deleted_at') IS NOT NULL THEN 'delete'
             WHEN (r.was ->> 'deleted_at') IS NOT NULL AND (r.data ->> 'deleted_at') IS NULL THEN 'restore'
             ELSE 'update' END,
        (SELECT coalesce(jsonb_object_agg(f.key, jsonb_build_array(r.was -> f.key, f.value)), '{}') FROM jsonb_each(r.data) f
         WHERE f.value IS DISTINCT FROM r.was -> f.key AND f.key NOT IN ('version', 'updated_at')),
        r.data, $sql$ || why || format(' FROM (SELECT n.id, n.version, %s AS data, %s AS was
          FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.version <> o.version
          -- Without this fence the planner works the old row out again for each of its columns.
          OFFSET 0) r ORDER BY r.id', replace(shown, '$row', 'n'), replace(shown, '$row', 'o')) USING TG_TABLE_NAME::text;
  ELSE
    EXECUTE heading || format('%L, ''{}'', r.data, %s FROM (SELECT n.id, n.version, %s AS data FROM %I n OFFSET 0) r ORDER BY r.id',
      CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'remove' END, why, replace(shown, '$row', 'n'),
      CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END) USING TG_TABLE_NAME::text;
  END IF;
  RETURN NULL;
END $$;

-- The table needs id and version. Derived columns stay out of the events, and may change without a new version.
CREATE OR REPLACE FUNCTION track_history(tracked regclass, derived text[] DEFAULT '{}') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = tracked);
  own text := (SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
    WHERE attrelid = tracked AND attnum > 0 AND NOT attisdropped AND attname <> ALL (derived));
  hidden text := (SELECT coalesce(string_agg(quote_literal(d), ', '), '') FROM unnest(derived) d);
  changed_at text := (SELECT coalesce(string_agg(quote_literal(attname), ''), '') FROM pg_attribute
    WHERE attrelid = tracked AND attname = 'updated_at' AND NOT attisdropped);
  made record;
BEGIN
  FOR made IN
    SELECT * FROM (VALUES
      ('_version', format('BEFORE UPDATE OF %s', own), '', format('ROW EXECUTE FUNCTION demand_next_version(%s)', changed_at)),
      ('_event_new', 'AFTER INSERT', 'REFERENCING NEW TABLE AS new_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden)),
      ('_event', 'AFTER UPDATE', 'REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden)),
      ('_event_gone', 'AFTER DELETE', 'REFERENCING OLD TABLE AS old_rows', format('STATEMENT EXECUTE FUNCTION record_events(%s)', hidden))
    ) AS t (ending, moment, referencing, each)
  LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I %s ON %s %s FOR EACH %s', name || made.ending, made.moment, tracked, made.referencing, made.each);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', tracked, name || made.ending);
  END LOOP;
END $$;

-- Every table that has a history, with what it leaves out, as its triggers tell.
SELECT track_history(g.tgrelid::regclass, array_remove(string_to_array(encode(g.tgargs, 'escape'), '\000'), ''))
FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid WHERE g.tgname = c.relname || '_event_new';

-- Only a refresh changes the words, and it brings no new version; the texts of all others need not be read.
CREATE OR REPLACE FUNCTION keep_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  SELECT DISTINCT w.word FROM (
    SELECT r.search_vector AS now, o.search_vector AS was FROM changed_rows r JOIN old_rows o ON o.id = r.id AND o.version = r.version OFFSET 0) r,
    unnest(tsvector_to_array(r.now)) AS w (word)
  WHERE r.now <> r.was AND public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;
