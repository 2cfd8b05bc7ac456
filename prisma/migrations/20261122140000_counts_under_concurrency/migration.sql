-- Two changes that touch one claim at once: the second waits for the first before it counts, in a statement and with a snapshot of its
-- own, and locks are taken in one order.
ALTER FUNCTION refresh_claims(int[]) RENAME TO count_claims;
CREATE FUNCTION refresh_claims(ids int[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  SELECT FROM claim WHERE id = ANY (ids) ORDER BY id FOR NO KEY UPDATE;
  SELECT count_claims(ids);
END;

-- What was visited is not visited again: a network in which everybody retells everybody has more ways than can be walked.
CREATE OR REPLACE FUNCTION claim_origins(claim int) RETURNS TABLE (source_id int, stance stance, origin text)
LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
  WITH RECURSIVE docs AS (
    SELECT e.source_id, e.stance, coalesce(publisher_voice(s.publisher_id), '#' || s.id) AS voice
    FROM evidence e JOIN source s ON s.id = e.source_id
    WHERE e.claim_id = claim_origins.claim AND e.deleted_at IS NULL AND s.deleted_at IS NULL
  ), links AS (
    SELECT r.source_id, r.origin_source_id, r.origin_key FROM reliance r WHERE r.deleted_at IS NULL
  ), walk (start, node, voice) AS (
    SELECT d.source_id, d.source_id, d.voice FROM docs d
    UNION
    SELECT w.start, t.node, t.voice
    FROM walk w
    JOIN links r ON r.source_id = w.node
    CROSS JOIN LATERAL (
      SELECT s.id AS node, coalesce(publisher_voice(s.publisher_id), '#' || s.id) AS voice
      FROM source s WHERE s.id = r.origin_source_id
      UNION ALL
      SELECT d.source_id, d.voice FROM docs d WHERE d.voice = r.origin_key AND d.source_id <> w.node
      UNION ALL
      SELECT NULL, r.origin_key
      WHERE r.origin_key IS NOT NULL
        AND NOT EXISTS (SELECT FROM docs d WHERE d.voice = r.origin_key AND d.source_id <> w.node)
    ) t
  ), roots AS (
    SELECT DISTINCT w.start, w.voice FROM walk w
    WHERE w.node IS NULL OR NOT EXISTS (SELECT FROM links r WHERE r.source_id = w.node)
  )
  SELECT d.source_id, d.stance, coalesce(r.voice, d.voice) FROM docs d LEFT JOIN roots r ON r.start = d.source_id;
END;

CREATE OR REPLACE FUNCTION claims_origins(claims int[]) RETURNS TABLE (claim_id int, source_id int, stance stance, origin text)
LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
  WITH RECURSIVE docs AS MATERIALIZED (
    SELECT e.claim_id, e.source_id, e.stance,
      coalesce(CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END, '#' || s.id) AS voice
    FROM evidence e JOIN source s ON s.id = e.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE e.claim_id = ANY (claims_origins.claims) AND e.deleted_at IS NULL AND s.deleted_at IS NULL
  ), walk (claim_id, start, node, voice) AS (
    SELECT d.claim_id, d.source_id, d.source_id, d.voice FROM docs d
    WHERE EXISTS (SELECT FROM reliance r WHERE r.source_id = d.source_id AND r.deleted_at IS NULL)
    UNION
    SELECT w.claim_id, w.start, t.node, t.voice
    FROM walk w
    JOIN reliance r ON r.source_id = w.node AND r.deleted_at IS NULL
    LEFT JOIN docs d ON d.claim_id = w.claim_id AND d.voice = r.origin_key AND d.source_id <> w.node
    LEFT JOIN source s ON s.id = r.origin_source_id
    LEFT JOIN publisher p ON p.id = s.publisher_id
    CROSS JOIN LATERAL (
      SELECT coalesce(s.id, d.source_id) AS node, CASE WHEN s.id IS NULL THEN r.origin_key
        ELSE coalesce(CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END, '#' || s.id) END AS voice
    ) t
  ), roots AS (
    SELECT DISTINCT w.claim_id, w.start, w.voice FROM walk w
    WHERE w.node IS NULL OR NOT EXISTS (SELECT FROM reliance r WHERE r.source_id = w.node AND r.deleted_at IS NULL)
  )
  SELECT d.claim_id, d.source_id, d.stance, coalesce(r.voice, d.voice)
  FROM docs d LEFT JOIN roots r ON r.claim_id = d.claim_id AND r.start = d.source_id;
END;
