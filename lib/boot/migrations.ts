import "server-only";
import { authMigrations } from "@/lib/auth/auth-migrations";
import { childBlobMigrations } from "@/lib/catalog/child-blob-migrations";
import { contentMigrations } from "@/lib/catalog/content-migrations";
import { hiddenMigrations } from "@/lib/catalog/hidden-migrations";
import { indexMigrations } from "@/lib/catalog/index-migrations";
import { traitMigrations } from "@/lib/catalog/registry-traits";
import { tagFactMigrations } from "@/lib/catalog/tag-fact-migrations";
import { tagProblemMigrations } from "@/lib/catalog/tag-problem-migrations";
import type { Migrations } from "@/lib/db/migrate";
import { deletionMigrations } from "@/lib/deletion/deletion-migrations";
import { garbageCollectionMigrations } from "@/lib/garbage-collection/garbage-collection-migrations";
import { leaseMigrations } from "@/lib/jobs/lease-migrations";
import { notificationMigrations } from "@/lib/notifications/notification-migrations";
import { retentionMigrations } from "@/lib/retention/retention-migrations";
import { searchMigrations } from "@/lib/search/search-migrations";
import { storageMigrations } from "@/lib/storage/storage-migrations";
import { tagRevertMigrations } from "@/lib/tag-history/tag-revert-migrations";

/** Every table of the console, in the order of the names. */
export const migrations: Migrations = {
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
