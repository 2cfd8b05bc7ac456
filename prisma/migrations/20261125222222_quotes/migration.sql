-- Where a quote was taken, its translation, and what became of it in each snapshot of its source.

-- CreateEnum
CREATE TYPE "quote_outcome" AS ENUM ('exact', 'fuzzy', 'missing', 'bad_capture');

-- AlterTable
ALTER TABLE "evidence" ADD COLUMN     "quote_end" INTEGER,
ADD COLUMN     "quote_prefix" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "quote_snapshot_id" INTEGER,
ADD COLUMN     "quote_start" INTEGER,
ADD COLUMN     "quote_suffix" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "translation" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "translation_language" TEXT;
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_quote_place" CHECK (
  ("quote_start" IS NULL) = ("quote_snapshot_id" IS NULL) AND ("quote_start" IS NULL) = ("quote_end" IS NULL) AND "quote_start" < "quote_end");

-- CreateTable
CREATE TABLE "quote_match" (
    "evidence_id" INTEGER NOT NULL,
    "snapshot_id" INTEGER NOT NULL,
    "outcome" "quote_outcome" NOT NULL,
    "score" REAL,
    "start" INTEGER,
    "end" INTEGER,
    "latest" BOOLEAN NOT NULL,

    CONSTRAINT "quote_match_pkey" PRIMARY KEY ("evidence_id","snapshot_id"),
    CONSTRAINT "quote_match_found" CHECK (("outcome" IN ('exact', 'fuzzy')) = ("start" IS NOT NULL AND "end" IS NOT NULL AND "score" IS NOT NULL))
);

-- CreateIndex
CREATE INDEX "quote_match_snapshot_id_idx" ON "quote_match"("snapshot_id");

-- What the claims are filtered by.
CREATE UNIQUE INDEX quote_match_latest ON quote_match (evidence_id) INCLUDE (outcome) WHERE latest;
CREATE INDEX quote_match_latest_outcome ON quote_match (outcome, evidence_id) WHERE latest;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_quote_snapshot_id_fkey" FOREIGN KEY ("quote_snapshot_id") REFERENCES "snapshot"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_match" ADD CONSTRAINT "quote_match_evidence_id_fkey" FOREIGN KEY ("evidence_id") REFERENCES "evidence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "quote_match" ADD CONSTRAINT "quote_match_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT track_history('evidence');
