-- Which document is the own text of an act on which the claim depends: a set, so that a whole fact sheet asks once.
DROP FUNCTION is_own_text(int, int);
CREATE VIEW own_text AS
  SELECT DISTINCT d.claim_id, s.source_id
  FROM dependence d
  JOIN instrument_version v ON v.instrument_id = d.instrument_id AND v.deleted_at IS NULL
  CROSS JOIN LATERAL unnest(v.source_ids) AS s (source_id)
  WHERE d.deleted_at IS NULL;
