-- From when to when a value held, as far as is known; see docs/decisions/0047-a-value-has-a-validity-of-its-own.md.
ALTER TABLE value ADD COLUMN valid_from text, ADD COLUMN valid_to text, ADD COLUMN valid_from_lower date, ADD COLUMN valid_to_upper date;
ALTER TABLE claim_import_row ADD COLUMN valid_from text, ADD COLUMN valid_to text, ADD COLUMN valid_from_lower date,
  ADD COLUMN valid_to_upper date;
SELECT track_history('value');

-- Whether what a claim says of a fact held on a day, as far as its dates and the acts on which it depends tell: from the day on which it
-- begins (or, where none is given, for which it is said) to the last, and while the acts are in force. What is not known does not speak
-- against it.
DROP FUNCTION holds_on(int, date, date);
CREATE FUNCTION holds_on(claim int, begins date, ends date, day date) RETURNS boolean
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(holds_on.begins <= holds_on.day, true) AND coalesce(holds_on.ends >= holds_on.day, true) AND NOT EXISTS (
    SELECT FROM dependence d JOIN instrument i ON i.id = d.instrument_id AND i.deleted_at IS NULL
    CROSS JOIN LATERAL (
      SELECT min(v.from_lower) AS begun, (array_agg(v.to_upper ORDER BY v.ordinal DESC))[1] AS ended
      FROM instrument_version v WHERE v.instrument_id = i.id AND v.deleted_at IS NULL
    ) f
    WHERE d.claim_id = holds_on.claim AND d.deleted_at IS NULL
      AND (coalesce(f.begun, i.adopted_lower) > holds_on.day OR f.ended < holds_on.day));
END;
