-- What a changed claim is found by is worked out before its row is written, so the row and its indexes are written once;
-- see docs/decisions/0033-a-changed-claim-is-written-once.md.
CREATE FUNCTION derive_changed_claim() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT t.plain, t.folded, t.vector INTO NEW.search_plain, NEW.search_folded, NEW.search_vector
  FROM (
    -- As count_claims has it.
    SELECT string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
      string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
    FROM public.evidence x JOIN public.source s ON s.id = x.source_id LEFT JOIN public.publisher p ON p.id = s.publisher_id
    WHERE x.claim_id = NEW.id AND x.deleted_at IS NULL AND s.deleted_at IS NULL
  ) e
  CROSS JOIN LATERAL public.claim_text(NEW.statement, NEW.original_wording,
    (SELECT a.name FROM public.claimant a WHERE a.id = NEW.claimant_id), NEW.rationale, e.titles, e.quotes) t;
  RETURN NEW;
END $$;

DROP TRIGGER claim_refresh ON claim;
DROP FUNCTION refresh_after_claim();
CREATE TRIGGER claim_derive BEFORE UPDATE OF statement, original_wording, rationale, claimant_id ON claim FOR EACH ROW
  WHEN ((OLD.statement, OLD.original_wording, OLD.rationale, OLD.claimant_id)
    IS DISTINCT FROM (NEW.statement, NEW.original_wording, NEW.rationale, NEW.claimant_id))
  EXECUTE FUNCTION derive_changed_claim();
