-- An origin that a source's text names and that a person said is none, so that it is not suggested again.

-- CreateTable
CREATE TABLE "dismissed_origin" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "dismissed_origin_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "dismissed_origin_source_id_name_key_key" ON "dismissed_origin"("source_id", "name_key");

-- AddForeignKey
ALTER TABLE "dismissed_origin" ADD CONSTRAINT "dismissed_origin_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

SELECT track_history('dismissed_origin');
