-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "claim_status" AS ENUM ('unverified', 'in_review', 'true', 'mostly_true', 'mixed', 'misleading', 'false', 'disputed', 'outdated', 'unsupported');

-- CreateEnum
CREATE TYPE "priority" AS ENUM ('low', 'normal', 'high', 'urgent');

-- CreateEnum
CREATE TYPE "fact_type" AS ENUM ('date', 'number', 'money', 'duration', 'boolean', 'text', 'option', 'countries');

-- CreateEnum
CREATE TYPE "qualifier" AS ENUM ('about', 'more_than', 'almost', 'up_to');

-- CreateEnum
CREATE TYPE "value_state" AS ENUM ('known', 'unknown', 'none');

-- CreateEnum
CREATE TYPE "publisher_kind" AS ENUM ('government', 'agency', 'newspaper', 'broadcaster', 'blog', 'ngo', 'law_firm', 'social', 'other');

-- CreateEnum
CREATE TYPE "reliability" AS ENUM ('A', 'B', 'C', 'D', 'E', 'F');

-- CreateEnum
CREATE TYPE "source_kind" AS ENUM ('official', 'newswire', 'newspaper', 'broadcast', 'blog', 'ngo', 'law_firm', 'social');

-- CreateEnum
CREATE TYPE "stance" AS ENUM ('supports', 'refutes', 'mentions', 'origin');

-- CreateEnum
CREATE TYPE "reliance_kind" AS ENUM ('republishes', 'translates', 'cites', 'summarises');

-- CreateEnum
CREATE TYPE "role" AS ENUM ('viewer', 'researcher', 'editor', 'admin');

-- CreateTable
CREATE TABLE "programme" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "programme_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "topic" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "topic_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claimant" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "claimant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "tag" (
    "id" SERIAL NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "tag_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "claim" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "import_key" TEXT,
    "statement" TEXT NOT NULL,
    "original_wording" TEXT NOT NULL DEFAULT '',
    "language" TEXT NOT NULL DEFAULT 'en',
    "claimant_id" INTEGER,
    "claimed_on" TEXT,
    "claimed_lower" DATE,
    "claimed_upper" DATE,
    "topic_id" INTEGER NOT NULL,
    "tag_ids" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "priority" "priority" NOT NULL DEFAULT 'normal',
    "assignee_id" INTEGER,
    "status" "claim_status" NOT NULL DEFAULT 'unverified',
    "rationale" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),
    "supports" INTEGER NOT NULL DEFAULT 0,
    "refutes" INTEGER NOT NULL DEFAULT 0,
    "mentions" INTEGER NOT NULL DEFAULT 0,
    "source_count" INTEGER NOT NULL DEFAULT 0,
    "independent_origins" INTEGER NOT NULL DEFAULT 0,
    "conflicting" BOOLEAN NOT NULL DEFAULT false,
    "search_plain" TEXT NOT NULL DEFAULT '',
    "search_folded" TEXT NOT NULL DEFAULT '',
    "search_vector" tsvector NOT NULL DEFAULT ''::tsvector,

    CONSTRAINT "claim_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "fact" (
    "id" SERIAL NOT NULL,
    "programme_id" INTEGER NOT NULL,
    "slug" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "type" "fact_type" NOT NULL,
    "series" BOOLEAN NOT NULL DEFAULT false,
    "unit" TEXT,
    "options" TEXT[] DEFAULT ARRAY[]::TEXT[],

    CONSTRAINT "fact_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "value" (
    "id" SERIAL NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "fact_id" INTEGER NOT NULL,
    "state" "value_state" NOT NULL DEFAULT 'known',
    "canonical" TEXT,
    "number" DECIMAL(65,30),
    "qualifier" "qualifier",
    "unit" TEXT,
    "measure" TEXT,
    "as_of" TEXT,
    "as_of_lower" DATE,
    "as_of_upper" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "value_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "event" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT clock_timestamp(),
    "tx" BIGINT NOT NULL,
    "actor_id" INTEGER,
    "actor" TEXT NOT NULL,
    "entity" TEXT NOT NULL,
    "entity_id" INTEGER NOT NULL,
    "claim_id" INTEGER,
    "version" INTEGER NOT NULL,
    "action" TEXT NOT NULL,
    "changed" JSONB NOT NULL,
    "row" JSONB NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "publisher" (
    "id" SERIAL NOT NULL,
    "name" TEXT NOT NULL,
    "name_key" TEXT NOT NULL DEFAULT '',
    "kind" "publisher_kind" NOT NULL DEFAULT 'other',
    "country" TEXT,
    "parent_id" INTEGER,
    "reliability" "reliability" NOT NULL DEFAULT 'F',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "publisher_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "source" (
    "id" SERIAL NOT NULL,
    "url" TEXT,
    "url_key" TEXT,
    "title" TEXT NOT NULL,
    "title_exact" BOOLEAN NOT NULL DEFAULT true,
    "publisher_id" INTEGER,
    "kind" "source_kind" NOT NULL,
    "language" TEXT,
    "published_on" TEXT,
    "published_lower" DATE,
    "published_upper" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence" (
    "id" SERIAL NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "source_id" INTEGER NOT NULL,
    "stance" "stance" NOT NULL,
    "credibility" SMALLINT NOT NULL DEFAULT 6,
    "quote" TEXT NOT NULL DEFAULT '',
    "place" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" INTEGER,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reliance" (
    "id" SERIAL NOT NULL,
    "source_id" INTEGER NOT NULL,
    "origin_source_id" INTEGER,
    "origin_name" TEXT,
    "origin_key" TEXT,
    "kind" "reliance_kind" NOT NULL DEFAULT 'cites',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "reliance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "user_account" (
    "id" SERIAL NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "role" NOT NULL DEFAULT 'viewer',
    "password_hash" TEXT NOT NULL,
    "disabled_at" TIMESTAMPTZ(3),
    "preferences" JSONB NOT NULL DEFAULT '{}',
    "version" INTEGER NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "user_account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "auth_session" (
    "id" UUID NOT NULL,
    "user_id" INTEGER NOT NULL,
    "user_agent" TEXT NOT NULL DEFAULT '',
    "address" TEXT NOT NULL DEFAULT '',
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "auth_session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "saved_view" (
    "id" SERIAL NOT NULL,
    "owner_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "query" TEXT NOT NULL,
    "shared" BOOLEAN NOT NULL DEFAULT false,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "saved_view_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "idempotency_key" (
    "key" TEXT NOT NULL,
    "user_id" INTEGER NOT NULL,
    "result" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "idempotency_key_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "programme_slug_key" ON "programme"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "topic_programme_id_slug_key" ON "topic"("programme_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "claimant_name_key_key" ON "claimant"("name_key");

-- CreateIndex
CREATE UNIQUE INDEX "tag_slug_key" ON "tag"("slug");

-- CreateIndex
CREATE UNIQUE INDEX "claim_import_key_key" ON "claim"("import_key");

-- CreateIndex
CREATE UNIQUE INDEX "fact_programme_id_slug_key" ON "fact"("programme_id", "slug");

-- CreateIndex
CREATE UNIQUE INDEX "value_claim_id_key" ON "value"("claim_id");

-- CreateIndex
CREATE INDEX "value_fact_id_idx" ON "value"("fact_id");

-- CreateIndex
CREATE INDEX "event_entity_entity_id_id_idx" ON "event"("entity", "entity_id", "id");

-- CreateIndex
CREATE INDEX "event_claim_id_id_idx" ON "event"("claim_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "publisher_name_key_key" ON "publisher"("name_key");

-- CreateIndex
CREATE INDEX "evidence_source_id_idx" ON "evidence"("source_id");

-- CreateIndex
CREATE INDEX "reliance_source_id_idx" ON "reliance"("source_id");

-- CreateIndex
CREATE INDEX "reliance_origin_source_id_idx" ON "reliance"("origin_source_id");

-- CreateIndex
CREATE UNIQUE INDEX "user_account_email_key" ON "user_account"("email");

-- CreateIndex
CREATE INDEX "auth_session_user_id_idx" ON "auth_session"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "saved_view_owner_id_name_key" ON "saved_view"("owner_id", "name");

-- AddForeignKey
ALTER TABLE "topic" ADD CONSTRAINT "topic_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_claimant_id_fkey" FOREIGN KEY ("claimant_id") REFERENCES "claimant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_topic_id_fkey" FOREIGN KEY ("topic_id") REFERENCES "topic"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_assignee_id_fkey" FOREIGN KEY ("assignee_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "claim" ADD CONSTRAINT "claim_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "fact" ADD CONSTRAINT "fact_programme_id_fkey" FOREIGN KEY ("programme_id") REFERENCES "programme"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "value" ADD CONSTRAINT "value_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "value" ADD CONSTRAINT "value_fact_id_fkey" FOREIGN KEY ("fact_id") REFERENCES "fact"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "publisher" ADD CONSTRAINT "publisher_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "publisher"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_publisher_id_fkey" FOREIGN KEY ("publisher_id") REFERENCES "publisher"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "source" ADD CONSTRAINT "source_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "claim"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence" ADD CONSTRAINT "evidence_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reliance" ADD CONSTRAINT "reliance_source_id_fkey" FOREIGN KEY ("source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reliance" ADD CONSTRAINT "reliance_origin_source_id_fkey" FOREIGN KEY ("origin_source_id") REFERENCES "source"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "auth_session" ADD CONSTRAINT "auth_session_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "saved_view" ADD CONSTRAINT "saved_view_owner_id_fkey" FOREIGN KEY ("owner_id") REFERENCES "user_account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

