CREATE TYPE instrument_kind AS ENUM ('decree', 'order', 'law', 'resolution', 'regulation', 'other');
CREATE TYPE dependent_part AS ENUM ('claim', 'value');

CREATE TABLE instrument (
  id serial PRIMARY KEY,
  programme_id int NOT NULL REFERENCES programme (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  kind instrument_kind NOT NULL,
  number text NOT NULL,
  issuer text NOT NULL,
  title text NOT NULL DEFAULT '',
  language text NOT NULL DEFAULT 'ru',
  title_english text NOT NULL DEFAULT '',
  adopted_on text,
  adopted_lower date,
  adopted_upper date,
  published_on text,
  version int NOT NULL DEFAULT 1,
  created_by_id int REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at timestamptz(3)
);
CREATE TABLE instrument_version (
  id serial PRIMARY KEY,
  instrument_id int NOT NULL REFERENCES instrument (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ordinal int NOT NULL,
  amended_by_id int REFERENCES instrument (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  in_force_from text,
  from_lower date,
  from_upper date,
  in_force_to text,
  to_lower date,
  to_upper date,
  touches_all boolean NOT NULL DEFAULT false,
  touched_article_ids int[] DEFAULT '{}',
  source_ids int[] DEFAULT '{}',
  note text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  created_by_id int REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at timestamptz(3)
);
CREATE UNIQUE INDEX instrument_version_instrument_id_ordinal_key ON instrument_version (instrument_id, ordinal);
CREATE TABLE article (
  id serial PRIMARY KEY,
  instrument_id int NOT NULL REFERENCES instrument (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  place text NOT NULL,
  subject text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at timestamptz(3)
);
CREATE INDEX article_instrument_id_idx ON article (instrument_id);
CREATE TABLE article_text (
  id serial PRIMARY KEY,
  article_id int NOT NULL REFERENCES article (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  instrument_version_id int NOT NULL REFERENCES instrument_version (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  text text NOT NULL DEFAULT '',
  language text NOT NULL DEFAULT 'ru',
  translation text NOT NULL DEFAULT '',
  version int NOT NULL DEFAULT 1,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX article_text_article_id_instrument_version_id_key ON article_text (article_id, instrument_version_id);
CREATE TABLE dependence (
  id serial PRIMARY KEY,
  claim_id int NOT NULL REFERENCES claim (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  instrument_id int NOT NULL REFERENCES instrument (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  article_id int REFERENCES article (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  part dependent_part NOT NULL DEFAULT 'claim',
  note text NOT NULL DEFAULT '',
  stale_since timestamptz(3),
  stale_version_id int REFERENCES instrument_version (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  version int NOT NULL DEFAULT 1,
  created_by_id int REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  created_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  deleted_at timestamptz(3)
);
CREATE INDEX dependence_instrument_id_article_id_idx ON dependence (instrument_id, article_id);

ALTER TABLE instrument ADD CONSTRAINT instrument_adopted_bounds CHECK (adopted_lower <= adopted_upper);
ALTER TABLE instrument_version ADD CONSTRAINT instrument_version_counted CHECK (ordinal >= 1);
ALTER TABLE article ADD CONSTRAINT article_placed CHECK (btrim(place) <> '');
ALTER TABLE dependence ADD CONSTRAINT dependence_stale_by CHECK ((stale_since IS NULL) = (stale_version_id IS NULL));

-- One act, article or dependence is there once; what was taken back may be said again.
CREATE UNIQUE INDEX instrument_once_live ON instrument
  (programme_id, kind, fold_text(number), fold_text(issuer), coalesce(adopted_on, '')) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX article_once_live ON article (instrument_id, fold_text(place)) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX dependence_once_live ON dependence (claim_id, instrument_id, coalesce(article_id, 0), part) WHERE deleted_at IS NULL;
CREATE INDEX dependence_stale ON dependence (claim_id) WHERE stale_since IS NOT NULL AND deleted_at IS NULL;

SELECT track_history(t::regclass) FROM unnest(ARRAY['instrument', 'instrument_version', 'article', 'article_text', 'dependence']) t;
DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['instrument', 'instrument_version', 'article', 'article_text', 'dependence'] LOOP
    EXECUTE format('CREATE TRIGGER %I BEFORE DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse(%L)', t || '_kept', t, 'set deleted_at instead');
    EXECUTE format('ALTER TABLE %I ENABLE ALWAYS TRIGGER %I', t, t || '_kept');
  END LOOP;
END $$;

-- Whoever edits what a claim says, its verdict or its value has looked at it again: what an amendment made stale is
-- stale no longer. A trigger, so that every way to change a claim is one.
CREATE FUNCTION look_again(claims int[]) RETURNS void LANGUAGE sql
BEGIN ATOMIC
  UPDATE dependence SET stale_since = NULL, stale_version_id = NULL, version = version + 1
  WHERE claim_id = ANY (claims) AND stale_since IS NOT NULL AND deleted_at IS NULL;
END;

CREATE FUNCTION look_again_after_claim() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF NOT EXISTS (SELECT FROM public.dependence WHERE stale_since IS NOT NULL AND deleted_at IS NULL) THEN RETURN NULL; END IF;
  SELECT array_agg(n.id) INTO ids FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE n.version <> o.version AND (n.statement, n.original_wording, n.status, n.rationale)
    IS DISTINCT FROM (o.statement, o.original_wording, o.status, o.rationale);
  IF ids IS NOT NULL THEN PERFORM public.look_again(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER claim_look_again AFTER UPDATE ON claim REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION look_again_after_claim();

CREATE FUNCTION look_again_after_value() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF NOT EXISTS (SELECT FROM public.dependence WHERE stale_since IS NOT NULL AND deleted_at IS NULL) THEN RETURN NULL; END IF;
  SELECT array_agg(claim_id) INTO ids FROM touched_rows;
  IF ids IS NOT NULL THEN PERFORM public.look_again(ids); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER value_look_again_new AFTER INSERT ON value REFERENCING NEW TABLE AS touched_rows
  FOR EACH STATEMENT EXECUTE FUNCTION look_again_after_value();
CREATE TRIGGER value_look_again AFTER UPDATE ON value REFERENCING NEW TABLE AS touched_rows
  FOR EACH STATEMENT EXECUTE FUNCTION look_again_after_value();
CREATE TRIGGER value_look_again_gone AFTER DELETE ON value REFERENCING OLD TABLE AS touched_rows
  FOR EACH STATEMENT EXECUTE FUNCTION look_again_after_value();

-- Whether a document is the own text of an act, or of its article, on which the claim depends.
CREATE FUNCTION is_own_text(claim int, source int) RETURNS boolean
LANGUAGE sql STABLE
RETURN EXISTS (
  SELECT FROM dependence d JOIN instrument_version v ON v.instrument_id = d.instrument_id AND v.deleted_at IS NULL
  WHERE d.claim_id = is_own_text.claim AND d.deleted_at IS NULL AND is_own_text.source = ANY (v.source_ids));
