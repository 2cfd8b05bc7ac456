-- How many live claims rest on each of all sources is read from indexes alone; of claims few are deleted.
CREATE INDEX evidence_source ON evidence (source_id, claim_id) INCLUDE (deleted_at);
DROP INDEX evidence_source_id_idx;
CREATE INDEX claim_deleted ON claim (id) WHERE deleted_at IS NOT NULL;
-- The list of sources, the latest change first, as it opens.
CREATE INDEX source_updated_live ON source (updated_at, id) WHERE deleted_at IS NULL;
