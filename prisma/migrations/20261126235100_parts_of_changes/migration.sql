-- A part of what is kept of claims or sources may rest on less than their rows: frequent words on the texts of a search, an order on the
-- statements. Such a part follows what is told of that alone; see docs/decisions/0064-words-and-orders-follow-what-they-rest-on.md.
SELECT tell_changes('claim_search', 'claim_id');

-- TG_ARGV: the columns, and what they are called. Which rows are others in them is told by EXCEPT, as in keep_changed_texts.
CREATE FUNCTION tell_part() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ids int[];
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT array_agg(id) INTO ids FROM new_rows;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT array_agg(id) INTO ids FROM old_rows;
  ELSE
    EXECUTE format('SELECT array_agg(id) FROM (SELECT id, %1$s FROM new_rows EXCEPT SELECT id, %1$s FROM old_rows) c', TG_ARGV[0]) INTO ids;
  END IF;
  IF ids IS NOT NULL THEN
    EXECUTE format('INSERT INTO public.%I (tx, told_by, %I) VALUES (pg_current_xact_id()::text::bigint, $1, $2)',
      TG_TABLE_NAME || '_change', TG_TABLE_NAME || '_ids') USING TG_TABLE_NAME || '.' || TG_ARGV[1], ids;
  END IF;
  RETURN NULL;
END $$;

-- Tells of claims or sources that are new, gone, or others in some columns, as `claim.part`, beside what is told of every change.
CREATE FUNCTION tell_part_changes(told regclass, part text, columns text[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  name text := (SELECT relname FROM pg_class WHERE oid = told);
  made record;
BEGIN
  FOR made IN SELECT name || '_tell_' || part || ending AS trigger, event, rows FROM (VALUES ('_new', 'INSERT', 'NEW TABLE AS new_rows'),
      ('', 'UPDATE', 'OLD TABLE AS old_rows NEW TABLE AS new_rows'), ('_gone', 'DELETE', 'OLD TABLE AS old_rows')) AS t (ending, event, rows) LOOP
    EXECUTE format('CREATE TRIGGER %I AFTER %s ON %s REFERENCING %s FOR EACH STATEMENT EXECUTE FUNCTION tell_part(%L, %L)',
      made.trigger, made.event, told, made.rows, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(columns) c), part);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER %I', told, made.trigger);
  END LOOP;
END $$;

SELECT tell_part_changes('claim', 'statement', '{programme_id,statement,deleted_at}');
SELECT tell_part_changes('source', 'title', '{title,deleted_at}');
