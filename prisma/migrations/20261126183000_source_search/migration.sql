-- What a source is found by, folded once and not with every look: an index on the expression only finds candidates, and to fold 70,000
-- titles again, several times a search, took seconds.
CREATE TABLE source_search (
  source_id INTEGER NOT NULL,
  -- In one Latin spelling.
  title_folded TEXT NOT NULL,
  url_lower TEXT,
  CONSTRAINT source_search_pkey PRIMARY KEY (source_id)
);
INSERT INTO source_search (source_id, title_folded, url_lower) SELECT id, fold_text(title), lower(url) FROM source;

CREATE FUNCTION keep_source_text() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.source_search (source_id, title_folded, url_lower) VALUES (NEW.id, public.fold_text(NEW.title), lower(NEW.url))
  ON CONFLICT (source_id) DO UPDATE SET title_folded = EXCLUDED.title_folded, url_lower = EXCLUDED.url_lower;
  RETURN NULL;
END $$;
CREATE TRIGGER source_text AFTER INSERT OR UPDATE OF title, url ON source FOR EACH ROW EXECUTE FUNCTION keep_source_text();

CREATE INDEX source_search_title ON source_search USING gin (title_folded gin_trgm_ops);
CREATE INDEX source_search_url ON source_search USING gin (url_lower gin_trgm_ops);
DROP INDEX source_title_folded;
