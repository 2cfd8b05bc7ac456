-- What holds on a day is asked of many values at once: the acts that are not in force then are found once, not for each value.
CREATE FUNCTION acts_not_in_force(day date) RETURNS int[]
LANGUAGE sql STABLE
BEGIN ATOMIC
  SELECT coalesce(array_agg(i.id ORDER BY i.id), '{}') FROM instrument i
  CROSS JOIN LATERAL (
    SELECT min(v.from_lower) AS begun, (array_agg(v.to_upper ORDER BY v.ordinal DESC))[1] AS ended
    FROM instrument_version v WHERE v.instrument_id = i.id AND v.deleted_at IS NULL
  ) f
  WHERE i.deleted_at IS NULL AND (coalesce(f.begun, i.adopted_lower) > acts_not_in_force.day OR f.ended < acts_not_in_force.day);
END;
DROP FUNCTION holds_on(int, date, date, date);
-- Pasts that were put together before have no such function.
SELECT forget_pasts(0, '0 seconds');
