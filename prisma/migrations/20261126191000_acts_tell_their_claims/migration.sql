-- What held on a day changes with the acts that a claim depends on: they tell of those claims.
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
  IF ids IS NOT NULL THEN INSERT INTO public.claim_change (tx, claim_ids) VALUES (pg_current_xact_id()::text::bigint, ids); END IF;
  RETURN NULL;
END $function$;
SELECT tell_changes('instrument', 'instrument'), tell_changes('instrument_version', 'instrument_id');
