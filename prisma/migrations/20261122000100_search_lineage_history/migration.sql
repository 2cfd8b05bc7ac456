CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS fuzzystrmatch;

-- Text ---------------------------------------------------------------------------------------------------

-- Case, accents and compatibility forms taken away; the script stays. Immutable because the dictionary is named.
CREATE FUNCTION plain_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN lower(public.unaccent('public.unaccent'::regdictionary, normalize(t, NFKC)));

-- One Latin spelling for what is written in Cyrillic or in any of the usual romanisations (ISO 9, BGN/PCGN, passport),
-- so that Евгений, Evgenii and Yevgeny are one word.
CREATE FUNCTION fold_text(t text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN trim(regexp_replace(regexp_replace(regexp_replace(
  replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
    translate(public.plain_text(t), 'абвгдезиіїйклмнопрстуўфыэєґьъ''’ʹʼ', 'abvgdeziiiiklmnoprstuufieeg'),
    'щ', 'shch'), 'ж', 'zh'), 'ч', 'ch'), 'ш', 'sh'), 'ц', 'ts'), 'ю', 'iu'), 'я', 'ia'), 'х', 'h'),
    'kh', 'h'), 'y', 'i'), 'j', 'i'), 'w', 'v'),
  '[^[:alnum:]]+', ' ', 'g'),
  'i{2,}', 'i', 'g'),
  '\mie', 'e', 'g'));

-- Everything a word of a search may match in the index: its stem in English or Russian, or its folded beginning.
CREATE FUNCTION search_word(word text) RETURNS tsquery
LANGUAGE sql STABLE PARALLEL SAFE STRICT
RETURN coalesce(
  plainto_tsquery('russian', public.plain_text(word))
    || (SELECT string_agg(quote_literal(part) || ':*', ' & ')::tsquery
        FROM regexp_split_to_table(public.fold_text(word), ' ') AS part WHERE part <> ''),
  plainto_tsquery('russian', public.plain_text(word)));

-- Whether a word of the folded document is the folded word but for a slip of the finger: one up to seven letters, two beyond.
-- Asked of the few documents whose trigrams are near.
CREATE FUNCTION has_near_word(word text, document text) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN EXISTS (
  SELECT FROM regexp_split_to_table(document, ' ') AS w, (SELECT CASE WHEN length(word) < 8 THEN 1 ELSE 2 END AS slips) s
  WHERE length(word) < 100 AND length(w) BETWEEN length(word) - slips AND length(word) + slips
    AND public.levenshtein_less_equal(w, word, slips) <= slips);

CREATE FUNCTION search_document(t text, weight "char") RETURNS tsvector
LANGUAGE sql STABLE PARALLEL SAFE STRICT
RETURN setweight(to_tsvector('russian', public.plain_text(t)) || to_tsvector('simple', public.fold_text(t)), weight);

CREATE FUNCTION set_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_key := public.fold_text(NEW.name);
  RETURN NEW;
END $$;
CREATE TRIGGER claimant_name_key BEFORE INSERT OR UPDATE OF name ON claimant FOR EACH ROW EXECUTE FUNCTION set_name_key();
CREATE TRIGGER publisher_name_key BEFORE INSERT OR UPDATE OF name ON publisher FOR EACH ROW EXECUTE FUNCTION set_name_key();

CREATE FUNCTION set_origin_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.origin_key := public.fold_text(NEW.origin_name);
  RETURN NEW;
END $$;
CREATE TRIGGER reliance_origin_key BEFORE INSERT OR UPDATE OF origin_name ON reliance FOR EACH ROW EXECUTE FUNCTION set_origin_key();

-- Constraints that the schema language cannot say -----------------------------------------------------------

ALTER TABLE claim ADD CONSTRAINT claim_statement_said CHECK (btrim(statement) <> '');
ALTER TABLE claim ADD CONSTRAINT claim_claimed_bounds CHECK (claimed_lower <= claimed_upper);
ALTER TABLE source ADD CONSTRAINT source_published_bounds CHECK (published_lower <= published_upper);
ALTER TABLE evidence ADD CONSTRAINT evidence_credibility CHECK (credibility BETWEEN 1 AND 6);
ALTER TABLE reliance ADD CONSTRAINT reliance_one_origin CHECK (num_nonnulls(origin_source_id, origin_name) = 1);
ALTER TABLE reliance ADD CONSTRAINT reliance_not_itself CHECK (origin_source_id IS DISTINCT FROM source_id);
ALTER TABLE value ADD CONSTRAINT value_known CHECK ((state = 'known') = (canonical IS NOT NULL));
ALTER TABLE user_account ADD CONSTRAINT user_email_lower CHECK (email = lower(email));

CREATE UNIQUE INDEX source_url_key_live ON source (url_key) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX evidence_once_live ON evidence (claim_id, source_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX reliance_source_once_live ON reliance (source_id, origin_source_id) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX reliance_name_once_live ON reliance (source_id, origin_key) WHERE deleted_at IS NULL;

CREATE INDEX claim_updated_live ON claim (programme_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_claimed_live ON claim (programme_id, claimed_lower, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_status_live ON claim (programme_id, status, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_topic_live ON claim (topic_id, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_claimant_live ON claim (claimant_id, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_assignee_live ON claim (assignee_id, id) WHERE deleted_at IS NULL;
CREATE INDEX claim_tags ON claim USING gin (tag_ids);
CREATE INDEX claim_search_vector ON claim USING gin (search_vector);
CREATE INDEX claim_search_folded ON claim USING gin (search_folded gin_trgm_ops);
CREATE INDEX claim_search_plain ON claim USING gin (search_plain gin_trgm_ops);
CREATE INDEX claim_statement_folded ON claim USING gin (fold_text(statement) gin_trgm_ops);
CREATE INDEX claim_wording_folded ON claim USING gin (fold_text(original_wording) gin_trgm_ops);
CREATE INDEX evidence_claim_live ON evidence (claim_id) WHERE deleted_at IS NULL;
CREATE INDEX source_publisher_live ON source (publisher_id, id) WHERE deleted_at IS NULL;
CREATE INDEX source_title_folded ON source USING gin (fold_text(title) gin_trgm_ops);
CREATE INDEX claimant_name_folded ON claimant USING gin (name_key gin_trgm_ops);
CREATE INDEX publisher_name_folded ON publisher USING gin (name_key gin_trgm_ops);
CREATE INDEX value_canonical ON value (fact_id, canonical);

-- Lineage ---------------------------------------------------------------------------------------------------

-- The voice a publisher speaks with: its network's, where it belongs to one.
CREATE FUNCTION publisher_voice(publisher int) RETURNS text
LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
  WITH RECURSIVE up AS (
    SELECT id, parent_id, name_key, 0 AS depth FROM publisher p WHERE p.id = publisher_voice.publisher
    UNION ALL
    SELECT p.id, p.parent_id, p.name_key, up.depth + 1 FROM up JOIN publisher p ON p.id = up.parent_id WHERE up.depth < 10
  )
  SELECT name_key FROM up ORDER BY depth DESC LIMIT 1;
END;

-- The origins of each source that bears on a claim, by voice: reliance is followed back, through another document of
-- the claim where an origin is only named, to what relies on nothing. Documents of one voice are one origin.
CREATE FUNCTION claim_origins(claim int) RETURNS TABLE (source_id int, stance stance, origin text)
LANGUAGE sql STABLE STRICT
BEGIN ATOMIC
  WITH RECURSIVE docs AS (
    SELECT e.source_id, e.stance, coalesce(publisher_voice(s.publisher_id), '#' || s.id) AS voice
    FROM evidence e JOIN source s ON s.id = e.source_id
    WHERE e.claim_id = claim_origins.claim AND e.deleted_at IS NULL AND s.deleted_at IS NULL
  ), links AS (
    SELECT r.source_id, r.origin_source_id, r.origin_key FROM reliance r WHERE r.deleted_at IS NULL
  ), walk (start, node, voice, path) AS (
    SELECT d.source_id, d.source_id, d.voice, ARRAY[d.source_id] FROM docs d
    UNION ALL
    SELECT w.start, t.node, t.voice, w.path || t.node
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
    WHERE t.node IS NULL OR t.node <> ALL (w.path)
  ), roots AS (
    SELECT DISTINCT w.start, w.voice FROM walk w
    WHERE w.node IS NULL OR NOT EXISTS (SELECT FROM links r WHERE r.source_id = w.node)
  )
  SELECT d.source_id, d.stance, coalesce(r.voice, d.voice) FROM docs d LEFT JOIN roots r ON r.start = d.source_id;
END;

-- Derived columns of claim: counts and search text. Called by the triggers below and by nothing else.
CREATE FUNCTION refresh_claims(ids int[]) RETURNS void
LANGUAGE sql
BEGIN ATOMIC
  UPDATE claim c SET
    supports = d.supports, refutes = d.refutes, mentions = d.mentions, source_count = d.source_count,
    independent_origins = d.origins, conflicting = d.supports > 0 AND d.refutes > 0,
    search_plain = plain_text(d.document), search_folded = fold_text(d.document), search_vector = d.vector
  FROM (
    SELECT k.id, e.supports, e.refutes, e.mentions, e.source_count, o.origins,
      concat_ws(E'\n', k.statement, nullif(k.original_wording, ''), a.name, nullif(k.rationale, ''), e.titles, e.quotes) AS document,
      search_document(k.statement || E'\n' || k.original_wording, 'A') || search_document(coalesce(a.name, ''), 'B')
        || search_document(k.rationale, 'C') || search_document(coalesce(e.titles, ''), 'C')
        || search_document(coalesce(e.quotes, ''), 'D') AS vector
    FROM claim k
    LEFT JOIN claimant a ON a.id = k.claimant_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE x.stance = 'supports') AS supports, count(*) FILTER (WHERE x.stance = 'refutes') AS refutes,
        count(*) FILTER (WHERE x.stance = 'mentions') AS mentions, count(*) AS source_count,
        string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
        string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
      FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
      WHERE x.claim_id = k.id AND x.deleted_at IS NULL AND s.deleted_at IS NULL
    ) e
    CROSS JOIN LATERAL (SELECT count(DISTINCT g.origin) AS origins FROM claim_origins(k.id) g WHERE g.stance <> 'mentions') o
    WHERE k.id = ANY (ids)
  ) d
  WHERE c.id = d.id;
END;

-- Claims that rest on these sources, directly or through what relies on them.
CREATE FUNCTION claims_resting_on(sources int[]) RETURNS int[]
LANGUAGE sql STABLE
BEGIN ATOMIC
  WITH RECURSIVE touched AS (
    SELECT unnest(sources) AS id
    UNION
    SELECT r.source_id FROM touched t JOIN reliance r ON r.origin_source_id = t.id
  )
  SELECT array_agg(DISTINCT e.claim_id) FROM evidence e JOIN touched t ON t.id = e.source_id;
END;

CREATE FUNCTION refresh_after_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(id) INTO ids FROM new_rows;
  ELSE
    SELECT array_agg(n.id) INTO ids FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE n.version <> o.version AND (n.statement, n.original_wording, n.rationale, n.claimant_id)
      IS DISTINCT FROM (o.statement, o.original_wording, o.rationale, o.claimant_id);
  END IF;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_refresh_new AFTER INSERT ON claim REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_claim();
CREATE TRIGGER claim_refresh AFTER UPDATE ON claim REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_claim();

CREATE FUNCTION refresh_after_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  SELECT array_agg(DISTINCT claim_id) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER evidence_refresh_new AFTER INSERT ON evidence REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_evidence();
CREATE TRIGGER evidence_refresh AFTER UPDATE ON evidence REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_evidence();

CREATE FUNCTION refresh_after_source() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  SELECT public.claims_resting_on(array_agg(id)) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER source_refresh AFTER UPDATE ON source REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_source();

CREATE FUNCTION refresh_after_reliance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  SELECT public.claims_resting_on(array_agg(source_id)) INTO ids FROM new_rows;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER reliance_refresh_new AFTER INSERT ON reliance REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_reliance();
CREATE TRIGGER reliance_refresh AFTER UPDATE ON reliance REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_reliance();

CREATE FUNCTION refresh_after_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  WITH RECURSIVE outlets AS (
    SELECT n.id FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.name, n.parent_id) IS DISTINCT FROM (o.name, o.parent_id)
    UNION
    SELECT p.id FROM outlets u JOIN publisher p ON p.parent_id = u.id
  )
  SELECT public.claims_resting_on(array_agg(s.id)) INTO ids FROM source s JOIN outlets u ON u.id = s.publisher_id;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER publisher_refresh AFTER UPDATE ON publisher REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_publisher();

CREATE FUNCTION refresh_after_claimant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  SELECT array_agg(c.id) INTO ids FROM claim c JOIN new_rows n ON n.id = c.claimant_id;
  IF ids IS NOT NULL THEN PERFORM public.refresh_claims(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claimant_refresh AFTER UPDATE ON claimant REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION refresh_after_claimant();

-- History ---------------------------------------------------------------------------------------------------

-- An update of these columns is a new version of the row; a lost update cannot pass.
CREATE FUNCTION demand_next_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION '% % is at version %, an update must bring %, not %', TG_TABLE_NAME, OLD.id, OLD.version, OLD.version + 1, NEW.version
      USING ERRCODE = '40001';
  END IF;
  IF to_jsonb(NEW) ? 'updated_at' THEN NEW.updated_at := clock_timestamp(); END IF;
  RETURN NEW;
END $$;

-- Who and why come with the transaction: ledger.actor_id, ledger.actor, ledger.reason.
CREATE FUNCTION record_events() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  who text := nullif(current_setting('ledger.actor', true), '');
  who_id int := nullif(current_setting('ledger.actor_id', true), '')::int;
  why text := coalesce(current_setting('ledger.reason', true), '');
  hidden text[] := CASE TG_TABLE_NAME
    WHEN 'claim' THEN ARRAY['supports','refutes','mentions','source_count','independent_origins','conflicting','search_plain','search_folded','search_vector']
    WHEN 'user_account' THEN ARRAY['preferences']
    ELSE ARRAY[]::text[] END;
BEGIN
  IF who IS NULL THEN
    RAISE EXCEPTION 'a change of % came without an actor', TG_TABLE_NAME USING ERRCODE = '28000';
  END IF;
  IF TG_OP = 'INSERT' THEN
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, r.id, r.claim_id, r.version, 'create', '{}', r.data, why
    FROM (SELECT n.id, n.version, event_claim(TG_TABLE_NAME, to_jsonb(n)) AS claim_id, event_row(to_jsonb(n), hidden) AS data FROM new_rows n) r
    ORDER BY r.id;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, r.id, r.claim_id, r.version,
      CASE WHEN (r.was ->> 'deleted_at') IS NULL AND (r.data ->> 'deleted_at') IS NOT NULL THEN 'delete'
           WHEN (r.was ->> 'deleted_at') IS NOT NULL AND (r.data ->> 'deleted_at') IS NULL THEN 'restore'
           ELSE 'update' END,
      (SELECT coalesce(jsonb_object_agg(f.key, jsonb_build_array(r.was -> f.key, f.value)), '{}') FROM jsonb_each(r.data) f
       WHERE f.value IS DISTINCT FROM r.was -> f.key AND f.key NOT IN ('version', 'updated_at')),
      r.data, why
    FROM (SELECT n.id, n.version, event_claim(TG_TABLE_NAME, to_jsonb(n)) AS claim_id, event_row(to_jsonb(n), hidden) AS data,
                 event_row(to_jsonb(o), hidden) AS was
          FROM new_rows n JOIN old_rows o ON o.id = n.id WHERE n.version <> o.version) r
    ORDER BY r.id;
  ELSE
    INSERT INTO event (tx, actor_id, actor, entity, entity_id, claim_id, version, action, changed, row, reason)
    SELECT pg_current_xact_id()::text::bigint, who_id, who, TG_TABLE_NAME, o.id, event_claim(TG_TABLE_NAME, to_jsonb(o)), o.version, 'remove', '{}',
      event_row(to_jsonb(o), hidden), why
    FROM old_rows o ORDER BY o.id;
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION event_claim(entity text, data jsonb) RETURNS int LANGUAGE sql IMMUTABLE
RETURN CASE entity WHEN 'claim' THEN (data ->> 'id')::int ELSE (data ->> 'claim_id')::int END;

-- A password's hash is a secret; that it changed is not.
CREATE FUNCTION event_row(data jsonb, hidden text[]) RETURNS jsonb LANGUAGE sql IMMUTABLE
RETURN CASE WHEN data ? 'password_hash'
  THEN jsonb_set(data - hidden, '{password_hash}', to_jsonb(left(encode(sha256(convert_to(data ->> 'password_hash', 'UTF8')), 'hex'), 8)))
  ELSE data - hidden END;

CREATE TRIGGER claim_version BEFORE UPDATE OF id, programme_id, import_key, statement, original_wording, language, claimant_id, claimed_on,
  claimed_lower, claimed_upper, topic_id, tag_ids, priority, assignee_id, status, rationale, version, created_by_id, created_at, updated_at, deleted_at
  ON claim FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER source_version BEFORE UPDATE ON source FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER evidence_version BEFORE UPDATE ON evidence FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER value_version BEFORE UPDATE ON value FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER reliance_version BEFORE UPDATE ON reliance FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER publisher_version BEFORE UPDATE ON publisher FOR EACH ROW EXECUTE FUNCTION demand_next_version();
CREATE TRIGGER user_account_version BEFORE UPDATE OF id, email, name, role, password_hash, disabled_at, version, created_at, updated_at
  ON user_account FOR EACH ROW EXECUTE FUNCTION demand_next_version();

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['claim', 'source', 'evidence', 'value', 'reliance', 'publisher', 'user_account'] LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_events()', t || '_event_new', t);
    EXECUTE format('CREATE TRIGGER %I AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION record_events()', t || '_event', t);
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_event_new');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_event');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_version');
  END LOOP;
END $$;
CREATE TRIGGER value_event_gone AFTER DELETE ON value REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION record_events();
ALTER TABLE value ENABLE ALWAYS TRIGGER value_event_gone;

CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is not allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501', HINT = TG_ARGV[0];
END $$;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['claim', 'source', 'evidence', 'reliance', 'publisher', 'user_account'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse(%L)', t || '_kept', t, 'set deleted_at or disabled_at instead');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_kept');
  END LOOP;
END $$;

CREATE TRIGGER event_unchanging BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION refuse('history is only ever added to');
CREATE TRIGGER event_untruncated BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION refuse('history is only ever added to');
CREATE FUNCTION demand_trigger() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'events are written by the triggers of the rows they tell of' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_by_trigger BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION demand_trigger();
ALTER TABLE event ENABLE ALWAYS TRIGGER event_unchanging;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_untruncated;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_by_trigger;
