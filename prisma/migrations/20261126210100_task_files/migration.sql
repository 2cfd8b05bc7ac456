-- Files that tasks made, in parts that are packed already; see docs/decisions/0058-a-large-export-is-a-task.md.
CREATE TABLE "task_part" (
    "task_id" INTEGER NOT NULL,
    "place" INTEGER NOT NULL,
    "packed" BYTEA NOT NULL,

    CONSTRAINT "task_part_pkey" PRIMARY KEY ("task_id", "place")
);
ALTER TABLE "task_part" ALTER COLUMN "packed" SET STORAGE EXTERNAL;
ALTER TABLE "task_part" ADD CONSTRAINT "task_part_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE CASCADE ON UPDATE CASCADE;
