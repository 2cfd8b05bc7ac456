-- Of a claim that is deleted or restored only live evidence counts, and only that is found by an index.
CREATE OR REPLACE FUNCTION tell_sources_of_claims() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  claims int[] := (SELECT array_agg(c.id) FROM (SELECT id, deleted_at IS NULL FROM new_rows EXCEPT SELECT id, deleted_at IS NULL FROM old_rows) c);
  ids int[];
BEGIN
  IF claims IS NULL THEN RETURN NULL; END IF;
  SELECT array_agg(DISTINCT e.source_id) INTO ids FROM public.evidence e WHERE e.claim_id = ANY (claims) AND e.deleted_at IS NULL;
  IF ids IS NOT NULL THEN INSERT INTO public.source_change (tx, source_ids) VALUES (pg_current_xact_id()::text::bigint, ids); END IF;
  RETURN NULL;
END $$;
