-- As prisma/schema.prisma has them; what Prisma cannot say follows in the next migrations.

-- CreateEnum
CREATE TYPE "desk"."role" AS ENUM ('WRITER', 'EDITOR', 'ADMIN');

-- CreateEnum
CREATE TYPE "desk"."review_state" AS ENUM ('DRAFT', 'IN_REVIEW', 'CHANGES_REQUESTED', 'APPROVED', 'SCHEDULED', 'PUBLISHED', 'UNPUBLISHED', 'ARCHIVED');

-- CreateTable
CREATE TABLE "desk"."users" (
    "id" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" "desk"."role" NOT NULL,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "password_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."sessions" (
    "id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."refresh_tokens" (
    "hash" TEXT NOT NULL,
    "session_id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "refresh_tokens_pkey" PRIMARY KEY ("hash")
);

-- CreateTable
CREATE TABLE "desk"."api_tokens" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,
    "secret_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "last_used_at" TIMESTAMPTZ(3),
    "revoked_at" TIMESTAMPTZ(3),

    CONSTRAINT "api_tokens_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "desk"."authors" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bio" TEXT,
    "user_id" TEXT,

    CONSTRAINT "authors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."author_slugs" (
    "slug" TEXT NOT NULL,
    "author_id" TEXT NOT NULL,

    CONSTRAINT "author_slugs_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "desk"."tags" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,
    "merged_into_id" TEXT,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."tag_slugs" (
    "slug" TEXT NOT NULL,
    "tag_id" TEXT NOT NULL,

    CONSTRAINT "tag_slugs_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "desk"."articles" (
    "id" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "review_state" "desk"."review_state" NOT NULL DEFAULT 'DRAFT',
    "state_since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "working_number" INTEGER NOT NULL DEFAULT 1,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "articles_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."article_slugs" (
    "slug" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,

    CONSTRAINT "article_slugs_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "desk"."article_owners" (
    "article_id" TEXT NOT NULL,
    "user_id" TEXT NOT NULL,

    CONSTRAINT "article_owners_pkey" PRIMARY KEY ("article_id","user_id")
);

-- CreateTable
CREATE TABLE "desk"."revisions" (
    "id" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "title" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "excerpt" TEXT,
    "body" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "opening" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "reading_minutes" INTEGER NOT NULL,
    "seo_title" TEXT,
    "seo_description" TEXT,
    "canonical_url" TEXT,
    "content_hash" TEXT NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "search" tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('delivery.copydesk', left("title", 1000)), 'A') ||
        setweight(to_tsvector('delivery.copydesk', left(coalesce("excerpt", ''), 10000)), 'B') ||
        -- A tsvector holds 1 MB at most; this much text always fits.
        setweight(to_tsvector('delivery.copydesk', left("text", 200000)), 'C')
    ) STORED,

    CONSTRAINT "revisions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."revision_authors" (
    "revision_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "author_id" TEXT NOT NULL,

    CONSTRAINT "revision_authors_pkey" PRIMARY KEY ("revision_id","position")
);

-- CreateTable
CREATE TABLE "desk"."revision_tags" (
    "revision_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "tag_id" TEXT NOT NULL,

    CONSTRAINT "revision_tags_pkey" PRIMARY KEY ("revision_id","position")
);

-- CreateTable
CREATE TABLE "desk"."publications" (
    "id" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,
    "revision_id" TEXT NOT NULL,
    "live_from" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3),
    "own_until" TIMESTAMPTZ(3),
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "created_by_id" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "go_live_recorded" BOOLEAN NOT NULL DEFAULT false,
    "expire_recorded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "publications_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "desk"."events" (
    "id" TEXT NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "article_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "from_state" "desk"."review_state",
    "to_state" "desk"."review_state" NOT NULL,
    "revision_id" TEXT NOT NULL,
    "by_id" TEXT,
    "note" TEXT,
    "override" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery"."articles" (
    "publication_id" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "reading_minutes" INTEGER NOT NULL,
    "authors" JSONB NOT NULL,
    "tags" JSONB NOT NULL,
    "author_ids" TEXT[],
    "tag_ids" TEXT[],
    "seo_title" TEXT NOT NULL,
    "seo_description" TEXT NOT NULL,
    "canonical_url" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "live_from" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3) NOT NULL,
    "search" tsvector NOT NULL,

    CONSTRAINT "articles_pkey" PRIMARY KEY ("publication_id")
);

-- CreateTable
CREATE TABLE "delivery"."past_articles" (
    "publication_id" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "excerpt" TEXT NOT NULL,
    "markdown" TEXT NOT NULL,
    "html" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "word_count" INTEGER NOT NULL,
    "reading_minutes" INTEGER NOT NULL,
    "authors" JSONB NOT NULL,
    "tags" JSONB NOT NULL,
    "author_ids" TEXT[],
    "tag_ids" TEXT[],
    "seo_title" TEXT NOT NULL,
    "seo_description" TEXT NOT NULL,
    "canonical_url" TEXT,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "live_from" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3) NOT NULL,
    "search" tsvector NOT NULL,

    CONSTRAINT "past_articles_pkey" PRIMARY KEY ("publication_id")
);

-- CreateTable
CREATE TABLE "delivery"."listings" (
    "list_id" TEXT NOT NULL,
    "publication_id" TEXT NOT NULL,
    "article_id" TEXT NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,
    "live_from" TIMESTAMPTZ(3) NOT NULL,
    "live_until" TIMESTAMPTZ(3) NOT NULL,
    "timed" BOOLEAN NOT NULL,

    CONSTRAINT "listings_pkey" PRIMARY KEY ("list_id","publication_id")
);

-- CreateTable
CREATE TABLE "delivery"."lists" (
    "id" TEXT NOT NULL,
    "listings" BIGINT NOT NULL,

    CONSTRAINT "lists_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery"."tags" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT,

    CONSTRAINT "tags_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery"."authors" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bio" TEXT,

    CONSTRAINT "authors_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery"."slugs" (
    "kind" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "slugs_pkey" PRIMARY KEY ("kind","slug")
);

-- CreateTable
CREATE TABLE "delivery"."previews" (
    "id" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "as_of" TIMESTAMPTZ(3),
    "article" JSONB,

    CONSTRAINT "previews_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "delivery"."changes" (
    "seq" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "keys" TEXT[],

    CONSTRAINT "changes_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "desk"."users"("email");

-- CreateIndex
CREATE INDEX "sessions_user_id_idx" ON "desk"."sessions"("user_id");

-- CreateIndex
CREATE INDEX "refresh_tokens_session_id_idx" ON "desk"."refresh_tokens"("session_id");

-- CreateIndex
CREATE UNIQUE INDEX "api_tokens_secret_hash_key" ON "desk"."api_tokens"("secret_hash");

-- CreateIndex
CREATE INDEX "api_tokens_user_id_idx" ON "desk"."api_tokens"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "authors_user_id_key" ON "desk"."authors"("user_id");

-- CreateIndex
CREATE INDEX "authors_name_id_idx" ON "desk"."authors"("name", "id");

-- CreateIndex
CREATE INDEX "author_slugs_author_id_idx" ON "desk"."author_slugs"("author_id");

-- CreateIndex
CREATE INDEX "tags_name_id_idx" ON "desk"."tags"("name", "id");

-- CreateIndex
CREATE INDEX "tags_merged_into_id_idx" ON "desk"."tags"("merged_into_id");

-- CreateIndex
CREATE INDEX "tag_slugs_tag_id_idx" ON "desk"."tag_slugs"("tag_id");

-- CreateIndex
CREATE INDEX "articles_updated_at_id_idx" ON "desk"."articles"("updated_at", "id");

-- CreateIndex
CREATE INDEX "articles_state_since_id_idx" ON "desk"."articles"("state_since", "id");

-- CreateIndex
CREATE INDEX "articles_review_state_state_since_id_idx" ON "desk"."articles"("review_state", "state_since", "id");

-- CreateIndex
CREATE UNIQUE INDEX "articles_id_working_number_key" ON "desk"."articles"("id", "working_number");

-- CreateIndex
CREATE INDEX "article_slugs_article_id_idx" ON "desk"."article_slugs"("article_id");

-- CreateIndex
CREATE INDEX "article_owners_user_id_idx" ON "desk"."article_owners"("user_id");

-- CreateIndex
CREATE INDEX "revisions_search_idx" ON "desk"."revisions" USING GIN ("search");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_article_id_number_key" ON "desk"."revisions"("article_id", "number");

-- CreateIndex
CREATE UNIQUE INDEX "revisions_article_id_id_key" ON "desk"."revisions"("article_id", "id");

-- CreateIndex
CREATE INDEX "revision_authors_author_id_idx" ON "desk"."revision_authors"("author_id");

-- CreateIndex
CREATE INDEX "revision_tags_tag_id_idx" ON "desk"."revision_tags"("tag_id");

-- CreateIndex
CREATE INDEX "publications_article_id_live_from_idx" ON "desk"."publications"("article_id", "live_from");

-- CreateIndex
CREATE UNIQUE INDEX "events_seq_key" ON "desk"."events"("seq");

-- CreateIndex
CREATE INDEX "events_article_id_at_seq_idx" ON "desk"."events"("article_id", "at", "seq");

-- CreateIndex
CREATE INDEX "articles_article_id_idx" ON "delivery"."articles"("article_id");

-- CreateIndex
CREATE INDEX "articles_search_idx" ON "delivery"."articles" USING GIN ("search");

-- CreateIndex
CREATE INDEX "past_articles_article_id_idx" ON "delivery"."past_articles"("article_id");

-- CreateIndex
CREATE INDEX "past_articles_live_from_live_until_idx" ON "delivery"."past_articles"("live_from", "live_until");

-- CreateIndex
CREATE INDEX "listings_article_id_idx" ON "delivery"."listings"("article_id");

-- CreateIndex
CREATE INDEX "tags_name_id_idx" ON "delivery"."tags"("name", "id");

-- CreateIndex
CREATE INDEX "authors_name_id_idx" ON "delivery"."authors"("name", "id");

-- CreateIndex
CREATE INDEX "slugs_id_idx" ON "delivery"."slugs"("id");

-- CreateIndex
CREATE INDEX "previews_expires_at_idx" ON "delivery"."previews"("expires_at");

-- AddForeignKey
ALTER TABLE "desk"."sessions" ADD CONSTRAINT "sessions_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_fkey" FOREIGN KEY ("session_id") REFERENCES "desk"."sessions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."api_tokens" ADD CONSTRAINT "api_tokens_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."authors" ADD CONSTRAINT "authors_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "desk"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."author_slugs" ADD CONSTRAINT "author_slugs_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "desk"."authors"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."tags" ADD CONSTRAINT "tags_merged_into_id_fkey" FOREIGN KEY ("merged_into_id") REFERENCES "desk"."tags"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."tag_slugs" ADD CONSTRAINT "tag_slugs_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "desk"."tags"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."articles" ADD CONSTRAINT "articles_working_fkey" FOREIGN KEY ("id", "working_number") REFERENCES "desk"."revisions"("article_id", "number") ON DELETE NO ACTION ON UPDATE NO ACTION
  -- An article and its first revision name each other.
  DEFERRABLE INITIALLY DEFERRED;

-- AddForeignKey
ALTER TABLE "desk"."articles" ADD CONSTRAINT "articles_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."article_slugs" ADD CONSTRAINT "article_slugs_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "desk"."articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."article_owners" ADD CONSTRAINT "article_owners_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "desk"."articles"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."article_owners" ADD CONSTRAINT "article_owners_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revisions" ADD CONSTRAINT "revisions_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "desk"."articles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revisions" ADD CONSTRAINT "revisions_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revision_authors" ADD CONSTRAINT "revision_authors_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "desk"."revisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revision_authors" ADD CONSTRAINT "revision_authors_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "desk"."authors"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revision_tags" ADD CONSTRAINT "revision_tags_revision_id_fkey" FOREIGN KEY ("revision_id") REFERENCES "desk"."revisions"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."revision_tags" ADD CONSTRAINT "revision_tags_tag_id_fkey" FOREIGN KEY ("tag_id") REFERENCES "desk"."tags"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."publications" ADD CONSTRAINT "publications_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "desk"."articles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."publications" ADD CONSTRAINT "publications_article_id_revision_id_fkey" FOREIGN KEY ("article_id", "revision_id") REFERENCES "desk"."revisions"("article_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "desk"."publications" ADD CONSTRAINT "publications_created_by_id_fkey" FOREIGN KEY ("created_by_id") REFERENCES "desk"."users"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."events" ADD CONSTRAINT "events_article_id_fkey" FOREIGN KEY ("article_id") REFERENCES "desk"."articles"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "desk"."events" ADD CONSTRAINT "events_article_id_revision_id_fkey" FOREIGN KEY ("article_id", "revision_id") REFERENCES "desk"."revisions"("article_id", "id") ON DELETE NO ACTION ON UPDATE NO ACTION;

-- AddForeignKey
ALTER TABLE "desk"."events" ADD CONSTRAINT "events_by_id_fkey" FOREIGN KEY ("by_id") REFERENCES "desk"."users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

