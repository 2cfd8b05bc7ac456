-- Near-copies of a text are found by its MinHash; one that a person says is none is remembered beside the dismissed names.

-- CreateTable
CREATE TABLE "text_sketch" (
    "source_id" INTEGER NOT NULL,
    "snapshot_id" INTEGER NOT NULL,
    "shingles" INTEGER NOT NULL,
    "hashes" INTEGER[],
    "bands" INTEGER[],

    CONSTRAINT "text_sketch_pkey" PRIMARY KEY ("source_id")
);

-- CreateIndex
CREATE INDEX "text_sketch_bands_idx" ON "text_sketch" USING GIN ("bands");

-- AddForeignKey
ALTER TABLE "text_sketch" ADD CONSTRAINT "text_sketch_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "text_sketch" ADD CONSTRAINT "text_sketch_snapshot_id_fkey" FOREIGN KEY ("snapshot_id") REFERENCES "snapshot"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "dismissed_origin" ADD COLUMN "origin_source_id" INTEGER,
ALTER COLUMN "name" DROP NOT NULL,
ALTER COLUMN "name_key" DROP NOT NULL,
ADD CONSTRAINT "dismissed_origin_one" CHECK (num_nonnulls("name", "origin_source_id") = 1 AND ("name" IS NULL) = ("name_key" IS NULL));

-- CreateIndex
CREATE UNIQUE INDEX "dismissed_origin_source_id_origin_source_id_key" ON "dismissed_origin"("source_id", "origin_source_id");

-- AddForeignKey
ALTER TABLE "dismissed_origin" ADD CONSTRAINT "dismissed_origin_origin_source_id_fkey" FOREIGN KEY ("origin_source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT track_history('dismissed_origin');
