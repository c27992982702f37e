import "server-only";
import { accessMigrations } from "@/lib/access/access-migrations";
import { authMigrations } from "@/lib/auth/auth-migrations";
import type { Migrations } from "@/lib/db/migrate";
import { deletionMigrations } from "@/lib/deletion/journal/deletion-migrations";
import { garbageCollectionMigrations } from "@/lib/garbage-collection/runs/garbage-collection-migrations";
import { leaseMigrations } from "@/lib/jobs/lease-migrations";
import { notificationMigrations } from "@/lib/notifications/notification-migrations";
import { childBlobMigrations } from "@/lib/registry-index/migrations/child-blob-migrations";
import { contentMigrations } from "@/lib/registry-index/migrations/content-migrations";
import { hiddenMigrations } from "@/lib/registry-index/migrations/hidden-migrations";
import { indexMigrations } from "@/lib/registry-index/migrations/index-migrations";
import { tagFactMigrations } from "@/lib/registry-index/migrations/tag-fact-migrations";
import { tagProblemMigrations } from "@/lib/registry-index/migrations/tag-problem-migrations";
import { traitMigrations } from "@/lib/registry-index/records/registry-traits";
import { retentionMigrations } from "@/lib/retention/retention-migrations";
import { searchMigrations } from "@/lib/search/search-migrations";
import { storageMigrations } from "@/lib/storage/storage-migrations";
import { tagRevertMigrations } from "@/lib/tag-history/tag-revert-migrations";

/** The migrations of every table of the console, run in the order of their names. */
export const migrations: Migrations = {
  ...accessMigrations,
  ...authMigrations,
  ...childBlobMigrations,
  ...contentMigrations,
  ...deletionMigrations,
  ...hiddenMigrations,
  ...indexMigrations,
  ...garbageCollectionMigrations,
  ...leaseMigrations,
  ...notificationMigrations,
  ...retentionMigrations,
  ...searchMigrations,
  ...storageMigrations,
  ...tagFactMigrations,
  ...tagProblemMigrations,
  ...tagRevertMigrations,
  ...traitMigrations,
};
