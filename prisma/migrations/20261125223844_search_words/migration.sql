-- The words of all claims, so that a slip of the finger is put right among words and not in every document;
-- see docs/decisions/0027-a-slip-is-looked-up-among-words.md.

CREATE TABLE claim_word (
  id BIGSERIAL NOT NULL,
  -- May stand twice, where two transactions brought a word at once: no writer waits for another.
  word TEXT NOT NULL,
  CONSTRAINT claim_word_pkey PRIMARY KEY (id)
);
CREATE INDEX claim_word_word_idx ON claim_word (word);

-- A number with another digit is another number, and short words only match as they begin.
CREATE FUNCTION may_slip(word text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
RETURN length(word) BETWEEN 4 AND 99 AND word !~ '[0-9 ]';

CREATE FUNCTION keep_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  SELECT DISTINCT w.word FROM changed_rows r, unnest(tsvector_to_array(r.search_vector)) AS w (word)
  WHERE public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;
CREATE TRIGGER claim_words_new AFTER INSERT ON claim REFERENCING NEW TABLE AS changed_rows FOR EACH STATEMENT EXECUTE FUNCTION keep_new_words();

CREATE FUNCTION keep_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  SELECT DISTINCT w.word FROM changed_rows r JOIN old_rows o ON o.id = r.id AND o.search_vector <> r.search_vector,
    unnest(tsvector_to_array(r.search_vector)) AS w (word)
  WHERE public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;
CREATE TRIGGER claim_words AFTER UPDATE ON claim REFERENCING OLD TABLE AS old_rows NEW TABLE AS changed_rows
  FOR EACH STATEMENT EXECUTE FUNCTION keep_changed_words();

-- For rows that came past the triggers: this migration, and a large first load. Reads every claim.
CREATE FUNCTION keep_all_words() RETURNS void LANGUAGE sql AS $$
  INSERT INTO claim_word (word)
  SELECT s.word FROM ts_stat('SELECT search_vector FROM claim') s
  WHERE may_slip(s.word) AND NOT EXISTS (SELECT FROM claim_word k WHERE k.word = s.word)
$$;
SELECT keep_all_words();

-- The words that are the folded word but for a slip: one up to seven letters, two beyond.
CREATE FUNCTION near_words(folded text) RETURNS tsquery LANGUAGE sql STABLE PARALLEL SAFE STRICT
RETURN (
  SELECT string_agg(DISTINCT quote_literal(k.word), ' | ')::tsquery
  FROM claim_word k, (SELECT CASE WHEN length(folded) < 8 THEN 1 ELSE 2 END AS slips) s
  WHERE may_slip(folded) AND length(folded) > 4 AND length(k.word) BETWEEN length(folded) - slips AND length(folded) + slips
    AND levenshtein_less_equal(k.word, folded, slips) <= slips);

-- Found by words now; only phrases look into the plain text.
DROP INDEX claim_search_folded;
