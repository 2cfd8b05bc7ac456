-- Whether what a claim says of a fact held on a day, as far as its date and the acts on which it depends tell: a value that is dated
-- later did not hold yet, and one that depends on an act holds while that act is in force. What is not known does not speak against it.
CREATE FUNCTION holds_on(claim int, dated date, day date) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(holds_on.dated <= holds_on.day, true) AND NOT EXISTS (
    SELECT FROM dependence d JOIN instrument i ON i.id = d.instrument_id AND i.deleted_at IS NULL
    CROSS JOIN LATERAL (
      SELECT min(v.from_lower) AS begun, (array_agg(v.to_upper ORDER BY v.ordinal DESC))[1] AS ended
      FROM instrument_version v WHERE v.instrument_id = i.id AND v.deleted_at IS NULL
    ) f
    WHERE d.claim_id = holds_on.claim AND d.deleted_at IS NULL
      AND (coalesce(f.begun, i.adopted_lower) > holds_on.day OR f.ended < holds_on.day));
END;
