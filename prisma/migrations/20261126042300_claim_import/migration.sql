-- Files of claims on their way in; see docs/decisions/0023-an-import-is-looked-at-before-it-is-written.md.
CREATE TABLE "claim_import" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "owner_id" INTEGER,
    "file_name" TEXT NOT NULL,
    "encoding" TEXT NOT NULL,
    "separator" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "created" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "refused" INTEGER NOT NULL DEFAULT 0,
    "task_id" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "done_at" TIMESTAMPTZ(3),
    "tx" BIGINT,

    CONSTRAINT "claim_import_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "claim_import_owner_id_idx" ON "claim_import"("owner_id");

-- A crash of the server empties it; the file is then read again.
CREATE UNLOGGED TABLE "claim_import_row" (
    "import_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "claim_id" INTEGER,
    "base_version" INTEGER,
    "import_key" TEXT,
    "statement" TEXT,
    "original_wording" TEXT,
    "language" TEXT,
    "claimant_id" INTEGER,
    "new_claimant" TEXT,
    "claimed_on" TEXT,
    "claimed_lower" DATE,
    "claimed_upper" DATE,
    "topic_id" INTEGER,
    "tag_ids" INTEGER[],
    "tag_slugs" TEXT[],
    "tag_names" TEXT[],
    "priority" "priority",
    "assignee_id" INTEGER,
    "status" "claim_status",
    "rationale" TEXT,
    "value_changed" BOOLEAN NOT NULL DEFAULT false,
    "fact_id" INTEGER,
    "state" "value_state",
    "canonical" TEXT,
    "number" DECIMAL(65,30),
    "qualifier" "qualifier",
    "unit" TEXT,
    "measure" TEXT,
    "as_of" TEXT,
    "as_of_lower" DATE,
    "as_of_upper" DATE,
    "source_urls" TEXT[],
    "source_keys" TEXT[],
    "stance" "stance",
    "problems" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "claim_import_row_pkey" PRIMARY KEY ("import_id", "line")
);
