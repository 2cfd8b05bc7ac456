-- What an update changed is told column by column: spelling the former row out as JSON and taking both apart again was a quarter of
-- the work of a change of many claims.
CREATE OR REPLACE FUNCTION record_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who text := nullif(current_setting('ledger.actor', true), '');
  hidden text[] := coalesce(TG_ARGV, '{}');
  heading text := 'INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, nullif(current_setting(''ledger.actor_id'', true), '''')::int, current_setting(''ledger.actor''), $1,
      r.id, event_claim($1, r.data), r.version, ';
  why text := 'coalesce(current_setting(''ledger.reason'', true), '''')';
  shown text;
  changes text;
  act text;
BEGIN
  IF who IS NULL THEN
    RAISE EXCEPTION 'a change of % came without an actor', TG_TABLE_NAME USING ERRCODE = '28000';
  END IF;
  -- Derived columns change without a new version, and there is nothing to tell.
  IF TG_OP = 'UPDATE' THEN
    IF NOT EXISTS (SELECT id, version FROM new_rows EXCEPT SELECT id, version FROM old_rows) THEN RETURN NULL; END IF;
  END IF;
  SELECT format('event_row((SELECT to_jsonb(x) FROM (SELECT %s) x), ''{}'')', string_agg(format('$row.%I', attname), ', ' ORDER BY attnum)),
    -- As event_row has it: that a password changed is told, its hash is not.
    string_agg(format(CASE attname WHEN 'password_hash'
        THEN 'CASE WHEN n.%1$I <> o.%1$I THEN jsonb_build_object(%1$L, jsonb_build_array(event_row(jsonb_build_object(%1$L, o.%1$I), ''{}'') -> %1$L,
          event_row(jsonb_build_object(%1$L, n.%1$I), ''{}'') -> %1$L)) ELSE ''{}'' END'
        ELSE 'CASE WHEN n.%1$I IS DISTINCT FROM o.%1$I THEN jsonb_build_object(%1$L, jsonb_build_array(o.%1$I, n.%1$I)) ELSE ''{}'' END' END, attname),
      ' || ' ORDER BY attnum) FILTER (WHERE attname NOT IN ('version', 'updated_at')),
    coalesce(max('CASE WHEN o.deleted_at IS NULL AND n.deleted_at IS NOT NULL THEN ''delete''
      WHEN o.deleted_at IS NOT NULL AND n.deleted_at IS NULL THEN ''restore'' ELSE ''update'' END') FILTER (WHERE attname = 'deleted_at'), '''update''')
  INTO shown, changes, act FROM pg_attribute WHERE attrelid = TG_RELID AND attnum > 0 AND NOT attisdropped AND attname <> ALL (hidden);
  IF TG_OP = 'UPDATE' THEN
    EXECUTE heading || format('r.act, r.changed, r.data, %s FROM (SELECT n.id, n.version, %s AS act, %s AS changed, %s AS data
        FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.version <> o.version OFFSET 0) r ORDER BY r.id',
      why, act, changes, replace(shown, '$row', 'n')) USING TG_TABLE_NAME::text;
  ELSE
    EXECUTE heading || format('%L, ''{}'', r.data, %s FROM (SELECT n.id, n.version, %s AS data FROM %I n OFFSET 0) r ORDER BY r.id',
      CASE TG_OP WHEN 'INSERT' THEN 'create' ELSE 'remove' END, why, replace(shown, '$row', 'n'),
      CASE TG_OP WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END) USING TG_TABLE_NAME::text;
  END IF;
  RETURN NULL;
END $$;
