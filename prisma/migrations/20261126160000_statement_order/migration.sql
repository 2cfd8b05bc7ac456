-- The list by statement: the beginnings of the texts, from which PostgreSQL sorts on (lib/core/keyset-sql.ts). A whole text can be
-- longer than an index bears.
CREATE INDEX claim_statement_live ON claim (programme_id, left(lower(statement), 60), id) WHERE deleted_at IS NULL;
