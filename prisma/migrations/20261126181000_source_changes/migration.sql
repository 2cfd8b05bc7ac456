-- What changed of sources, for the processes that keep their columns in memory, in the same way as claim_change; see
-- docs/decisions/0055-sources-are-followed-like-claims.md.
CREATE TABLE source_change (
  id BIGSERIAL NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  tx BIGINT NOT NULL,
  -- Empty where only a publisher changed.
  source_ids INTEGER[] NOT NULL,
  CONSTRAINT source_change_pkey PRIMARY KEY (id)
);
CREATE INDEX source_change_tx_idx ON source_change (tx);

CREATE TABLE source_change_pruned (
  id INTEGER NOT NULL DEFAULT 1,
  tx BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT source_change_pruned_pkey PRIMARY KEY (id)
);
INSERT INTO source_change_pruned DEFAULT VALUES;

CREATE FUNCTION tell_source_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF ids IS NOT NULL THEN INSERT INTO public.source_change (tx, source_ids) VALUES (pg_current_xact_id()::text::bigint, ids); END IF;
  RETURN NULL;
END $$;

-- Makes changes of a table known. `leading_to` says what leads to sources: id, source_id, both ends of a reliance; empty for publishers.
-- What leads to a source may itself be changed: the rows as they were count, too.
CREATE FUNCTION tell_source_changes(told regclass, leading_to text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = told);
  made record;
BEGIN
  FOR made IN SELECT * FROM (VALUES ('_sources_new', 'INSERT', 'NEW'), ('_sources', 'UPDATE', 'NEW'), ('_sources_former', 'UPDATE', 'OLD'),
      ('_sources_gone', 'DELETE', 'OLD')) AS t (ending, event, rows) WHERE leading_to IN ('source_id', 'both') OR ending <> '_sources_former' LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s REFERENCING %s TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_source_change(%L)',
      name || made.ending, made.event, told, made.rows, leading_to);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', told, name || made.ending);
  END LOOP;
END $$;

SELECT tell_source_changes('source', 'id');
SELECT tell_source_changes(t::regclass, 'source_id') FROM unnest(ARRAY['evidence', 'source_health']) t;
SELECT tell_source_changes('reliance', 'both');
SELECT tell_source_changes('publisher');

-- A claim that is deleted or restored: its sources have one claim less, or more. Evidence that another transaction adds meanwhile waits
-- for the claim's row (refresh_claims), and is told afterwards.
CREATE FUNCTION tell_sources_of_claims() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  claims int[] := (SELECT array_agg(c.id) FROM (SELECT id, deleted_at IS NULL FROM new_rows EXCEPT SELECT id, deleted_at IS NULL FROM old_rows) c);
  ids int[];
BEGIN
  IF claims IS NULL THEN RETURN NULL; END IF;
  SELECT array_agg(DISTINCT e.source_id) INTO ids FROM public.evidence e WHERE e.claim_id = ANY (claims);
  IF ids IS NOT NULL THEN INSERT INTO public.source_change (tx, source_ids) VALUES (pg_current_xact_id()::text::bigint, ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_sources AFTER UPDATE ON claim REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION tell_sources_of_claims();
ALTER TABLE claim ENABLE ALWAYS TRIGGER claim_sources;

-- The list by title: the beginnings, from which PostgreSQL sorts on, as for statements.
CREATE INDEX source_title_live ON source (left(lower(title), 60), id) WHERE deleted_at IS NULL;
