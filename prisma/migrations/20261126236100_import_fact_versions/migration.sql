-- A value is read by its fact when the file is checked; what it is when the import is written can be another, see lib/imports/hold-mutations.ts.
ALTER TABLE claim_import ADD fact_versions JSONB NOT NULL DEFAULT '{}';
-- Of what is prepared already nobody knows: what the facts are now counts.
UPDATE claim_import SET fact_versions = (SELECT coalesce(jsonb_object_agg(id, version), '{}') FROM fact) WHERE done_at IS NULL;
