import "server-only";
import type { Migrations } from "@/lib/db/migrate";

/** Of millions of tags a few are broken: they are found without a look at the others. */
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
