-- The words of many changed claims. Written as one join, the planner at times compared the text of each claim with that of every
-- other: a change of 2,000 claims took a minute and a half for its words alone. Each step is now done by itself.

CREATE OR REPLACE FUNCTION keep_new_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  WITH words AS MATERIALIZED (SELECT DISTINCT w.word FROM changed_rows r, unnest(tsvector_to_array(r.search_vector)) AS w (word))
  SELECT w.word FROM words w WHERE public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION keep_changed_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO public.claim_word (word)
  WITH pairs AS MATERIALIZED (
    SELECT r.search_vector AS vector, o.search_vector AS former FROM changed_rows r JOIN old_rows o ON o.id = r.id
  ), words AS MATERIALIZED (
    SELECT DISTINCT w.word FROM pairs b, unnest(tsvector_to_array(b.vector)) AS w (word) WHERE b.vector <> b.former
  )
  SELECT w.word FROM words w WHERE public.may_slip(w.word) AND NOT EXISTS (SELECT FROM public.claim_word k WHERE k.word = w.word);
  RETURN NULL;
END $$;
