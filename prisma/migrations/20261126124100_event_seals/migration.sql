-- The history is sealed: a chain of SHA-256 over its events with signed checkpoints, so that tampering shows. See docs/history-seals.md
-- for the format, and docs/decisions/0050-history-is-sealed-in-the-order-of-ids.md for the reasons.

CREATE TABLE event_seal (
  number INTEGER NOT NULL,
  -- It covers the events with after_id < id <= to_id.
  after_id BIGINT NOT NULL,
  to_id BIGINT NOT NULL,
  events INTEGER NOT NULL,
  -- Events sealed up to here.
  size BIGINT NOT NULL,
  previous BYTEA NOT NULL,
  root BYTEA NOT NULL,
  at TIMESTAMPTZ(3) NOT NULL,
  public_key TEXT NOT NULL,
  signature BYTEA NOT NULL,
  -- The first four bytes of each event's hash: they say where a difference lies; whether there is one, the root says.
  marks BYTEA NOT NULL,
  CONSTRAINT event_seal_pkey PRIMARY KEY (number),
  CONSTRAINT event_seal_spans CHECK (number > 0 AND to_id >= after_id AND events >= 0 AND length(previous) = 32 AND length(root) = 32)
);

CREATE TRIGGER event_seal_unchanging BEFORE UPDATE OR DELETE ON event_seal FOR EACH ROW EXECUTE FUNCTION refuse('seals are only ever added to');
CREATE TRIGGER event_seal_untruncated BEFORE TRUNCATE ON event_seal FOR EACH STATEMENT EXECUTE FUNCTION refuse('seals are only ever added to');
ALTER TABLE event_seal ENABLE ALWAYS TRIGGER event_seal_unchanging;
ALTER TABLE event_seal ENABLE ALWAYS TRIGGER event_seal_untruncated;

-- One row: no event will ever again come with an id up to `decided`; the same holds for `given` as soon as every transaction below `tx`
-- has ended. It belongs to this server's transactions, so no backup holds it.
CREATE TABLE seal_horizon (
  id INTEGER NOT NULL DEFAULT 1,
  decided BIGINT NOT NULL DEFAULT 0,
  given BIGINT NOT NULL DEFAULT 0,
  tx BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT seal_horizon_pkey PRIMARY KEY (id)
);
INSERT INTO seal_horizon DEFAULT VALUES;

-- Moves the horizon on as far as it goes. Whoever was given an id had a number of its own before, and this transaction takes its number
-- after it has looked which ids were given: once all lower numbers have ended, those ids are all there, or never come.
CREATE FUNCTION move_seal_horizon() RETURNS seal_horizon LANGUAGE plpgsql AS $$
DECLARE
  last bigint;
  ended bigint := pg_snapshot_xmin(pg_current_snapshot())::text::bigint;
  horizon seal_horizon;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RAISE EXCEPTION 'the horizon is moved before a transaction writes anything';
  END IF;
  SELECT CASE WHEN is_called THEN last_value ELSE 0 END INTO last FROM event_id_seq;
  UPDATE seal_horizon h SET decided = h.given, given = greatest(h.given, last), tx = pg_current_xact_id()::text::bigint
  WHERE h.tx <= ended AND greatest(h.given, last) > h.decided;
  SELECT * INTO horizon FROM seal_horizon;
  RETURN horizon;
END $$;
