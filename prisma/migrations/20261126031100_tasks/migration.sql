-- Long work with its progress and what became of it; see docs/decisions/0032-long-work-is-a-task.md.

-- CreateEnum
CREATE TYPE "task_state" AS ENUM ('queued', 'running', 'done', 'failed', 'cancelled');

-- CreateTable
CREATE TABLE "task" (
    "id" SERIAL NOT NULL,
    "kind" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "owner_id" INTEGER,
    "payload" JSONB NOT NULL,
    "job_id" UUID,
    "state" "task_state" NOT NULL DEFAULT 'queued',
    "attempt" INTEGER NOT NULL DEFAULT 0,
    "done" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "rate" REAL,
    "phase" TEXT NOT NULL DEFAULT '',
    "cancel_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "started_at" TIMESTAMPTZ(3),
    "beat_at" TIMESTAMPTZ(3),
    "ended_at" TIMESTAMPTZ(3),
    "message" TEXT NOT NULL DEFAULT '',
    "href" TEXT,
    "result" JSONB,
    "seen_at" TIMESTAMPTZ(3),
    "dismissed_at" TIMESTAMPTZ(3),

    CONSTRAINT "task_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "task_owner_id_id_idx" ON "task"("owner_id", "id");

-- AddForeignKey
ALTER TABLE "task" ADD CONSTRAINT "task_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

ALTER TABLE task ADD CONSTRAINT task_ended CHECK ((state IN ('queued', 'running')) = (ended_at IS NULL));
