-- Topics are edited, with a history; see docs/decisions/0048-a-topic-is-retired-while-claims-have-it.md.
ALTER TABLE topic
  ADD COLUMN ordinal int NOT NULL DEFAULT 100,
  ADD COLUMN retired_at timestamptz(3),
  ADD COLUMN version int NOT NULL DEFAULT 1;
ALTER TABLE topic ADD CONSTRAINT topic_named CHECK (btrim(name) <> '');

SELECT track_history('topic');

-- Topics that are there already enter the history as they are, from the day of their programme, so that the past goes on showing them.
ALTER TABLE event DISABLE TRIGGER event_by_trigger;
INSERT INTO event (at, tx, actor, entity, entity_id, version, action, changed, row, reason)
SELECT p.created_at, pg_current_xact_id()::text::bigint, 'system', 'topic', t.id, t.version, 'create', '{}', to_jsonb(t),
  'Written when the history of topics began'
FROM topic t JOIN programme p ON p.id = t.programme_id ORDER BY t.id;
ALTER TABLE event ENABLE ALWAYS TRIGGER event_by_trigger;
