-- Of two transactions, one that rests a claim on a source and one that changes what the source is or goes back to, neither sees the other's
-- rows, and the counts of the claim would be those of neither order. So who rests on a source holds it and all that it goes back to
-- (FOR KEY SHARE, as foreign keys do), and who changes it locks it (FOR UPDATE): the later one sees the earlier.
-- See docs/decisions/0068-who-rests-on-a-source-holds-it.md.

-- In the order of their ids, so that two of these never wait for one another; again where more has come to light meanwhile.
CREATE FUNCTION hold_sources(ids int[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  held int[] := '{}';
  found int[];
BEGIN
  LOOP
    WITH RECURSIVE back (id) AS (
      SELECT unnest(ids)
      UNION
      SELECT r.origin_source_id FROM back b JOIN public.reliance r ON r.source_id = b.id WHERE r.origin_source_id IS NOT NULL AND r.deleted_at IS NULL
    )
    SELECT array_agg(b.id) INTO found FROM (SELECT id FROM back EXCEPT SELECT unnest(held)) b;
    EXIT WHEN found IS NULL;
    PERFORM FROM public.source WHERE id = ANY (found) ORDER BY id FOR KEY SHARE;
    held := held || found;
  END LOOP;
END $$;

CREATE OR REPLACE FUNCTION refresh_after_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  SELECT array_agg(DISTINCT claim_id) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN
    PERFORM public.hold_sources(ARRAY(SELECT DISTINCT source_id FROM new_rows));
    PERFORM public.refresh_claims(ids);
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION refresh_after_source() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  PERFORM FROM public.source WHERE id IN (SELECT id FROM new_rows) ORDER BY id FOR UPDATE;
  SELECT public.claims_resting_on(array_agg(id)) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;

-- The one that relies is changed; what it relies on is rested on.
CREATE OR REPLACE FUNCTION refresh_after_reliance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  PERFORM FROM public.source WHERE id IN (SELECT source_id FROM new_rows) ORDER BY id FOR UPDATE;
  PERFORM public.hold_sources(ARRAY(SELECT DISTINCT origin_source_id FROM new_rows WHERE origin_source_id IS NOT NULL));
  SELECT public.claims_resting_on(array_agg(source_id)) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;

-- What a publisher's sources are changes with it: first the publishers, for a source that is coming to one of them, then the sources.
CREATE OR REPLACE FUNCTION refresh_after_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  outlets int[];
  sources int[];
  ids int[];
BEGIN
  WITH RECURSIVE below AS (
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.name, n.parent_id) IS DISTINCT FROM (o.name, o.parent_id)
    UNION
    SELECT p.id FROM below u JOIN publisher p ON p.parent_id = u.id
  )
  SELECT array_agg(id) INTO outlets FROM below;
  IF outlets IS NULL THEN RETURN NULL; END IF;
  PERFORM FROM public.publisher WHERE id = ANY (outlets) ORDER BY id FOR UPDATE;
  SELECT array_agg(id) INTO sources FROM (SELECT id FROM public.source WHERE publisher_id = ANY (outlets) ORDER BY id FOR UPDATE) s;
  ids := public.claims_resting_on(sources);
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
