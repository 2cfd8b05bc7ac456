-- CreateEnum
CREATE TYPE "snapshot_how" AS ENUM ('fetch', 'upload');

-- CreateEnum
CREATE TYPE "capture_outcome" AS ENUM ('good', 'empty', 'wall', 'soft_404', 'blocked', 'dead', 'too_large', 'unreadable');

-- CreateEnum
CREATE TYPE "link_state" AS ENUM ('ok', 'changed', 'failing', 'dead', 'blocked', 'unclear');

-- CreateTable
CREATE TABLE "blob" (
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "data" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "blob_pkey" PRIMARY KEY ("sha256"),
    CONSTRAINT "blob_sha256" CHECK ("sha256" ~ '^[0-9a-f]{64}$'),
    CONSTRAINT "blob_size" CHECK ("size" = octet_length("data"))
);
-- What is kept is compressed already, or is found out to be so only after trying.
ALTER TABLE "blob" ALTER COLUMN "data" SET STORAGE EXTERNAL;

-- CreateTable
CREATE TABLE "snapshot" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "how" "snapshot_how" NOT NULL,
    "requested_url" TEXT,
    "final_url" TEXT,
    "canonical_url" TEXT,
    "file_name" TEXT,
    "fetched_at" TIMESTAMPTZ(3) NOT NULL,
    "outcome" "capture_outcome" NOT NULL,
    "detail" TEXT NOT NULL,
    "http_status" SMALLINT,
    "redirects" JSONB NOT NULL DEFAULT '[]',
    "media_type" TEXT,
    "body_sha256" TEXT,
    "body_bytes" INTEGER NOT NULL DEFAULT 0,
    "text_sha256" TEXT,
    "text_length" INTEGER NOT NULL DEFAULT 0,
    "warc_sha256" TEXT,
    "title" TEXT,
    "publisher" TEXT,
    "author" TEXT,
    "published_on" TEXT,
    "language" TEXT,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "snapshot_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "snapshot_address" CHECK (("how" = 'fetch') = ("requested_url" IS NOT NULL)),
    CONSTRAINT "snapshot_good" CHECK ("outcome" <> 'good' OR "body_sha256" IS NOT NULL),
    CONSTRAINT "snapshot_text" CHECK (("text_sha256" IS NULL) = ("text_length" = 0))
);

-- CreateTable
CREATE TABLE "source_health" (
    "source_id" INTEGER NOT NULL,
    "state" "link_state" NOT NULL,
    "checked_at" TIMESTAMPTZ(3) NOT NULL,
    "next_check_at" TIMESTAMPTZ(3),
    "failures" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_health_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "snapshot_source_id_fetched_at_id_idx" ON "snapshot"("source_id", "fetched_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "source_health_next_check_at_idx" ON "source_health"("next_check_at");

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "snapshot" ADD CONSTRAINT "snapshot_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source_health" ADD CONSTRAINT "source_health_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT track_history('snapshot');
