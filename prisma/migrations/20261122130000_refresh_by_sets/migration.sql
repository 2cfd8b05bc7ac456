-- The derived columns of many claims in one pass; see docs/decisions/0012-claims-are-refreshed-as-a-set.md.

-- fold_text in two steps, so that what needs both spellings works the plain one out once. Most of the time went into looking for
-- Cyrillic letters, so text in ASCII alone is spared that.
CREATE FUNCTION fold_plain(plain text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE STRICT AS $$
DECLARE latin text;
BEGIN
  IF octet_length(plain) = length(plain) THEN
    latin := replace(plain, '''', '');
  ELSE
    latin := replace(replace(replace(replace(replace(replace(replace(replace(
      translate(plain, 'абвгдезиіїйклмнопрстуўфыэєґьъ''’ʹʼ', 'abvgdeziiiiklmnoprstuufieeg'),
      'щ', 'shch'), 'ж', 'zh'), 'ч', 'ch'), 'ш', 'sh'), 'ц', 'ts'), 'ю', 'iu'), 'я', 'ia'), 'х', 'h');
  END IF;
  RETURN trim(regexp_replace(regexp_replace(regexp_replace(
    replace(replace(replace(replace(latin, 'kh', 'h'), 'y', 'i'), 'j', 'i'), 'w', 'v'),
    '[^[:alnum:]]+', ' ', 'g'),
    'i{2,}', 'i', 'g'),
    '\mie', 'e', 'g'));
END $$;

CREATE OR REPLACE FUNCTION fold_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN public.fold_plain(public.plain_text(t));

-- Search ----------------------------------------------------------------------------------------------------

-- What a claim is found by. Each part is folded once: folding never reaches over a line's end, so the parts put together are the
-- whole document folded.
CREATE FUNCTION claim_text(
  statement text, wording text, claimant text, rationale text, titles text, quotes text,
  OUT plain text, OUT folded text, OUT vector tsvector
) LANGUAGE plpgsql STABLE AS $$
DECLARE
  parts text[] := ARRAY[concat_ws(E'\n', statement, nullif(wording, '')), claimant, nullif(rationale, ''), titles, quotes];
  weights "char"[] := ARRAY['A', 'B', 'C', 'C', 'D'];
  part text;
  latin text;
BEGIN
  vector := '';
  FOR i IN 1 .. 5 LOOP
    CONTINUE WHEN parts[i] IS NULL;
    part := public.plain_text(parts[i]);
    latin := public.fold_plain(part);
    plain := concat_ws(E'\n', plain, part);
    folded := concat_ws(' ', folded, nullif(latin, ''));
    vector := vector || setweight(to_tsvector('russian', part) || to_tsvector('simple', latin), weights[i]);
  END LOOP;
  folded := coalesce(folded, '');
END $$;

-- A new claim has no evidence yet: its columns are right from its own text, and its row is written once.
CREATE FUNCTION derive_new_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.supports := 0;
  NEW.refutes := 0;
  NEW.mentions := 0;
  NEW.source_count := 0;
  NEW.independent_origins := 0;
  NEW.conflicting := false;
  SELECT t.plain, t.folded, t.vector INTO NEW.search_plain, NEW.search_folded, NEW.search_vector
  FROM public.claim_text(NEW.statement, NEW.original_wording,
    (SELECT a.name FROM public.claimant a WHERE a.id = NEW.claimant_id), NEW.rationale, NULL, NULL) t;
  RETURN NEW;
END $$;
DROP TRIGGER claim_refresh_new ON claim;
CREATE TRIGGER claim_derive_new BEFORE INSERT ON claim FOR EACH ROW EXECUTE FUNCTION derive_new_claim();

-- Lineage ---------------------------------------------------------------------------------------------------

-- claim_origins for many claims: only documents that rely on something are followed, all of them together.
CREATE FUNCTION claims_origins(claims int[]) RETURNS TABLE (claim_id int, source_id int, stance stance, origin text)
LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
  WITH RECURSIVE docs AS MATERIALIZED (
    SELECT e.claim_id, e.source_id, e.stance,
      coalesce(CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END, '#' || s.id) AS voice
    FROM evidence e JOIN source s ON s.id = e.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE e.claim_id = ANY (claims_origins.claims) AND e.deleted_at IS NULL AND s.deleted_at IS NULL
  ), walk (claim_id, start, node, voice, path) AS (
    SELECT d.claim_id, d.source_id, d.source_id, d.voice, ARRAY[d.source_id] FROM docs d
    WHERE EXISTS (SELECT FROM reliance r WHERE r.source_id = d.source_id AND r.deleted_at IS NULL)
    UNION ALL
    SELECT w.claim_id, w.start, t.node, t.voice, w.path || t.node
    FROM walk w
    JOIN reliance r ON r.source_id = w.node AND r.deleted_at IS NULL
    LEFT JOIN docs d ON d.claim_id = w.claim_id AND d.voice = r.origin_key AND d.source_id <> w.node
    LEFT JOIN source s ON s.id = r.origin_source_id
    LEFT JOIN publisher p ON p.id = s.publisher_id
    CROSS JOIN LATERAL (
      SELECT coalesce(s.id, d.source_id) AS node, CASE WHEN s.id IS NULL THEN r.origin_key
        ELSE coalesce(CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END, '#' || s.id) END AS voice
    ) t
    WHERE t.node IS NULL OR t.node <> ALL (w.path)
  ), roots AS (
    SELECT DISTINCT w.claim_id, w.start, w.voice FROM walk w
    WHERE w.node IS NULL OR NOT EXISTS (SELECT FROM reliance r WHERE r.source_id = w.node AND r.deleted_at IS NULL)
  )
  SELECT d.claim_id, d.source_id, d.stance, coalesce(r.voice, d.voice)
  FROM docs d LEFT JOIN roots r ON r.claim_id = d.claim_id AND r.start = d.source_id;
END;

-- Derived columns of claims. Called by the triggers and by nothing else.
CREATE OR REPLACE FUNCTION refresh_claims(ids int[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  WITH origins AS MATERIALIZED (
    SELECT g.claim_id, count(DISTINCT g.origin) AS voices FROM claims_origins(ids) g WHERE g.stance <> 'mentions' GROUP BY g.claim_id
  ), bearing AS MATERIALIZED (
    SELECT x.claim_id, count(*) FILTER (WHERE x.stance = 'supports') AS supports, count(*) FILTER (WHERE x.stance = 'refutes') AS refutes,
      count(*) FILTER (WHERE x.stance = 'mentions') AS mentions, count(*) AS source_count,
      string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
      string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
    FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE x.claim_id = ANY (ids) AND x.deleted_at IS NULL AND s.deleted_at IS NULL
    GROUP BY x.claim_id
  )
  UPDATE claim c SET
    supports = d.supports, refutes = d.refutes, mentions = d.mentions, source_count = d.source_count,
    independent_origins = d.origins, conflicting = d.supports > 0 AND d.refutes > 0,
    search_plain = d.plain, search_folded = d.folded, search_vector = d.vector
  FROM (
    SELECT k.id, coalesce(e.supports, 0) AS supports, coalesce(e.refutes, 0) AS refutes, coalesce(e.mentions, 0) AS mentions,
      coalesce(e.source_count, 0) AS source_count, coalesce(o.voices, 0) AS origins, t.plain, t.folded, t.vector
    FROM claim k
    LEFT JOIN claimant a ON a.id = k.claimant_id
    LEFT JOIN bearing e ON e.claim_id = k.id
    LEFT JOIN origins o ON o.claim_id = k.id
    CROSS JOIN LATERAL claim_text(k.statement, k.original_wording, a.name, k.rationale, e.titles, e.quotes) t
    WHERE k.id = ANY (ids)
  ) d
  WHERE c.id = d.id;
END;

-- Counting -------------------------------------------------------------------------------------------------

-- What tiles and facets count by, without reading the long rows.
CREATE INDEX claim_counted_live ON claim (programme_id) INCLUDE (status, topic_id, claimant_id, assignee_id, priority, language, source_count,
  independent_origins, conflicting, updated_at) WHERE deleted_at IS NULL;
