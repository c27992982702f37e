import "server-only";
import type { Migrations } from "@/lib/db/migrate";

/** A few tags of millions are broken: the database index finds them without reading the others. */
export const tagProblemMigrations: Migrations = {
  "2026-12-01-tag-problems": {
    async up(db) {
      await db.schema
        .createIndex("tag_problem")
        .on("tag")
        .column("repository_id")
        .where("problem" as never, "is not", null)
        .execute();
    },
  },
};
