-- Facts are edited, with a history; see docs/decisions/0038-a-fact-changes-where-its-values-follow.md.
ALTER TABLE fact
  ADD COLUMN description text NOT NULL DEFAULT '',
  ADD COLUMN measures text[] NOT NULL DEFAULT '{}',
  ADD COLUMN ordinal int NOT NULL DEFAULT 100,
  ADD COLUMN retired_at timestamptz(3),
  ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE fact ADD CONSTRAINT fact_asks CHECK (btrim(question) <> '');

SELECT track_history('fact');
CREATE TRIGGER fact_kept BEFORE DELETE ON fact FOR EACH ROW EXECUTE FUNCTION refuse('set retired_at instead');
ALTER TABLE fact ENABLE ALWAYS TRIGGER fact_kept;

-- Facts that are there already enter the history as they are, from the day of their programme, so that the past goes on showing them.
ALTER TABLE event DISABLE TRIGGER event_by_trigger;
INSERT INTO event (at, tx, actor, entity, entity_id, version, action, changed, row, reason)
SELECT p.created_at, pg_current_xact_id()::text::bigint, 'system', 'fact', f.id, f.version, 'create', '{}', to_jsonb(f),
  'Written when the history of facts began'
FROM fact f JOIN programme p ON p.id = f.programme_id ORDER BY f.id;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_by_trigger;
