import "server-only";
import { randomUUID } from "node:crypto";
import type { Kysely } from "kysely";
import type { MigratingDatabase, Migrations } from "@/lib/db/migrate";

async function createAccess(db: MigratingDatabase): Promise<void> {
  await db.schema
    .createTable("team")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull().unique())
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .execute();
  await db.schema
    .createTable("team_member")
    .addColumn("team_id", "text", (column) => column.notNull().references("team.id").onDelete("cascade"))
    .addColumn("person_id", "text", (column) => column.notNull().references("people.id").onDelete("cascade"))
    .addPrimaryKeyConstraint("team_member_key", ["team_id", "person_id"])
    .execute();
  await db.schema.createIndex("team_member_person").on("team_member").column("person_id").execute();
  await db.schema
    .createTable("access_grant")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("registry", "text", (column) => column.notNull())
    .addColumn("pattern", "text", (column) => column.notNull())
    .addColumn("subject_kind", "text", (column) => column.notNull())
    // Empty for subjects that have no row.
    .addColumn("subject_id", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("expires_at", "bigint")
    .addColumn("created_at", "bigint", (column) => column.notNull())
    .addColumn("created_by", "text", (column) => column.notNull())
    .execute();
  await db.schema
    .createIndex("access_grant_subject")
    .on("access_grant")
    .columns(["subject_kind", "subject_id"])
    .execute();
}

type Before = { people: { id: string; role: string }; access_grant: Record<string, unknown> };

/** A viewer saw everything, and goes on to. */
async function turnViewersIntoMembers(migrating: MigratingDatabase): Promise<void> {
  const db = migrating as unknown as Kysely<Before>;
  const viewers = await db.selectFrom("people").select("id").where("role", "=", "viewer").execute();
  for (const { id } of viewers)
    await db
      .insertInto("access_grant")
      .values({
        id: randomUUID(),
        registry: "*",
        pattern: "**",
        subject_kind: "person",
        subject_id: id,
        role: "reader",
        expires_at: null,
        created_at: Date.now(),
        created_by: "system",
      })
      .execute();
  await db.updateTable("people").set({ role: "member" }).where("role", "=", "viewer").execute();
}

export const accessMigrations: Migrations = {
  "2026-12-10-access": { up: createAccess },
  "2026-12-10-access-of-viewers": { up: turnViewersIntoMembers },
};
