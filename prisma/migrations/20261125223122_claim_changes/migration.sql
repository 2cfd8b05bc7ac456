-- What changed, for the processes that keep the columns of claims in memory; see docs/decisions/0026-counts-come-from-columns-in-memory.md.
-- A row is written by each statement that changes a claim, what it is counted by, or a name that filters show. Rows are only ever added,
-- so writers never wait for one another.
CREATE TABLE claim_change (
  id BIGSERIAL NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
  -- The transaction that wrote it: a reader asks for what it could not see before.
  tx BIGINT NOT NULL,
  -- Empty where only a name changed.
  claim_ids INTEGER[] NOT NULL,
  CONSTRAINT claim_change_pkey PRIMARY KEY (id)
);
CREATE INDEX claim_change_tx_idx ON claim_change (tx);

-- Up to which transaction old rows were taken away. A reader that had not come so far reads everything anew.
CREATE TABLE claim_change_pruned (
  id INTEGER NOT NULL DEFAULT 1,
  tx BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT claim_change_pruned_pkey PRIMARY KEY (id)
);
INSERT INTO claim_change_pruned DEFAULT VALUES;

CREATE FUNCTION tell_claim_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF TG_ARGV[0] = 'id' THEN
    SELECT array_agg(r.id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'claim_id' THEN
    SELECT array_agg(r.claim_id) INTO ids FROM changed_rows r;
  ELSIF TG_ARGV[0] = 'evidence_id' THEN
    SELECT array_agg(DISTINCT e.claim_id) INTO ids FROM changed_rows r JOIN public.evidence e ON e.id = r.evidence_id;
  ELSIF EXISTS (SELECT FROM changed_rows) THEN
    ids := '{}';
  END IF;
  IF ids IS NOT NULL THEN INSERT INTO public.claim_change (tx, claim_ids) VALUES (pg_current_xact_id()::text::bigint, ids); END IF;
  RETURN NULL;
END $$;

-- Makes changes of a table known. `claim` is the column that leads to the claim: id, claim_id or evidence_id; empty for a table of names.
CREATE FUNCTION tell_changes(told regclass, claim text DEFAULT '') RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = told);
  made record;
BEGIN
  FOR made IN SELECT * FROM (VALUES ('_tell_new', 'INSERT', 'NEW'), ('_tell', 'UPDATE', 'NEW'), ('_tell_gone', 'DELETE', 'OLD')) AS t (ending, event, rows) LOOP
    EXECUTE format('CREATE OR REPLACE TRIGGER %I AFTER %s ON %s REFERENCING %s TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION tell_claim_change(%L)',
      name || made.ending, made.event, told, made.rows, claim);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', told, name || made.ending);
  END LOOP;
END $$;

-- A change of evidence, source or publisher comes by way of the claim's derived columns, which it refreshes.
SELECT tell_changes('claim', 'id');
SELECT tell_changes(t::regclass, 'claim_id') FROM unnest(ARRAY['value', 'dependence']) t;
SELECT tell_changes('quote_match', 'evidence_id');
SELECT tell_changes(t::regclass) FROM unnest(ARRAY['topic', 'claimant', 'tag', 'fact', 'publisher', 'user_account']) t;
