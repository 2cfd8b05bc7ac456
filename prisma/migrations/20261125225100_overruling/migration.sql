-- What an editor says a fact is, over what the evidence says, and the digest of the evidence that it was decided upon.
CREATE TABLE overruling (
  id serial PRIMARY KEY,
  fact_id int NOT NULL REFERENCES fact (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  state value_state NOT NULL DEFAULT 'known',
  canonical text,
  qualifier qualifier,
  unit text,
  measure text,
  as_of text,
  reason text NOT NULL,
  evidence text NOT NULL,
  digest text NOT NULL,
  decided_by_id int REFERENCES user_account (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  decided_at timestamptz(3) NOT NULL,
  version int NOT NULL DEFAULT 1,
  deleted_at timestamptz(3)
);
ALTER TABLE overruling ADD CONSTRAINT overruling_known CHECK ((state = 'known') = (canonical IS NOT NULL));
ALTER TABLE overruling ADD CONSTRAINT overruling_says_why CHECK (btrim(reason) <> '');
-- One that is in force; who overrules anew lifts the former.
CREATE UNIQUE INDEX overruling_once_live ON overruling (fact_id) WHERE deleted_at IS NULL;

SELECT track_history('overruling');
CREATE TRIGGER overruling_kept BEFORE DELETE ON overruling FOR EACH ROW EXECUTE FUNCTION refuse('overruling', 'set deleted_at instead');
ALTER TABLE overruling ENABLE ALWAYS TRIGGER overruling_kept;
