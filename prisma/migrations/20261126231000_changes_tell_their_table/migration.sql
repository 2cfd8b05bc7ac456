-- Who follows the changes reads only what the table that told of them can have changed: of a hundred thousand claims whose status was
-- changed, the claims and not their evidence, too; see docs/decisions/0061-a-change-tells-its-table.md. Empty where more may be new than
-- rows of one table (refresh_claims).
ALTER TABLE claim_change ADD told_by TEXT NOT NULL DEFAULT '';
ALTER TABLE source_change ADD told_by TEXT NOT NULL DEFAULT '';

CREATE OR REPLACE FUNCTION tell_claim_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE ids int[];
BEGIN
  IF TG_ARGV[0] = 'id' THEN
    SELECT array_agg(r.id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'claim_id' THEN
    SELECT array_agg(r.claim_id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'evidence_id' THEN
    SELECT array_agg(DISTINCT e.claim_id) INTO ids FROM changed_rows r JOIN public.evidence e ON e.id = r.evidence_id;
  ELSIF TG_ARGV[0] = 'instrument_id' THEN
    SELECT array_agg(DISTINCT d.claim_id) INTO ids FROM changed_rows r JOIN public.dependence d ON d.instrument_id = r.instrument_id;
  ELSIF TG_ARGV[0] = 'instrument' THEN
    SELECT array_agg(DISTINCT d.claim_id) INTO ids FROM changed_rows r JOIN public.dependence d ON d.instrument_id = r.id;
  ELSIF EXISTS (SELECT FROM changed_rows) THEN
    ids := '{}';
  END IF;
  IF ids IS NOT NULL THEN
    INSERT INTO public.claim_change (tx, told_by, claim_ids) VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, ids);
  END IF;
  RETURN NULL;
END $function$;

CREATE OR REPLACE FUNCTION tell_source_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF TG_ARGV[0] = 'id' THEN
    SELECT array_agg(r.id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'source_id' THEN
    SELECT array_agg(DISTINCT r.source_id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'both' THEN
    SELECT array_agg(DISTINCT s) INTO ids FROM changed_rows r, unnest(ARRAY[r.source_id, r.origin_source_id]) s WHERE s IS NOT NULL;
  ELSIF EXISTS (SELECT FROM changed_rows) THEN
    ids := '{}';
  END IF;
  IF ids IS NOT NULL THEN
    INSERT INTO public.source_change (tx, told_by, source_ids) VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, ids);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION tell_sources_of_claims() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  claims int[] := (SELECT array_agg(c.id) FROM (SELECT id, deleted_at IS NULL FROM new_rows EXCEPT SELECT id, deleted_at IS NULL FROM old_rows) c);
  ids int[];
BEGIN
  IF claims IS NULL THEN RETURN NULL; END IF;
  SELECT array_agg(DISTINCT e.source_id) INTO ids FROM public.evidence e WHERE e.claim_id = ANY (claims) AND e.deleted_at IS NULL;
  IF ids IS NOT NULL THEN
    INSERT INTO public.source_change (tx, told_by, source_ids) VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, ids);
  END IF;
  RETURN NULL;
END $$;
