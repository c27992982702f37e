import "server-only";
import { randomUUID } from "node:crypto";
import type { AccessRole, Subject } from "@/lib/contract/access";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import type { HeldGrant } from "./held-grants";

type GrantsTable = {
  id: string;
  registry: string;
  pattern: string;
  subject_kind: Subject["kind"];
  subject_id: string;
  role: AccessRole;
  expires_at: number | null;
  created_at: number;
  created_by: string;
};
export type AccessTables = { access_grant: GrantsTable };

declare module "@/lib/db/tables" {
  interface Tables extends AccessTables {}
}

export type GrantRow = GrantsTable & { subject_name: string };

const named = (db: Database = database()) =>
  db
    .selectFrom("access_grant")
    .leftJoin("people", (join) =>
      join.onRef("people.id", "=", "access_grant.subject_id").on("access_grant.subject_kind", "=", "person"),
    )
    .leftJoin("team", (join) =>
      join.onRef("team.id", "=", "access_grant.subject_id").on("access_grant.subject_kind", "=", "team"),
    )
    .selectAll("access_grant")
    .select(({ fn, val }) => fn.coalesce("people.username", "team.name", val("")).as("subject_name"));

/** Returns the grants that a person holds at this time, by themselves, by their teams, and as somebody signed in. */
export async function listHeldGrants(personId: string, username: string, now = Date.now()): Promise<HeldGrant[]> {
  const rows = await named()
    .where((eb) => eb.or([eb("expires_at", "is", null), eb("expires_at", ">", now)]))
    .where((eb) =>
      eb.or([
        eb("subject_kind", "in", ["signed-in", "everyone"]),
        eb.and([eb("subject_kind", "=", "person"), eb("subject_id", "=", personId)]),
        eb.and([
          eb("subject_kind", "=", "team"),
          eb("subject_id", "in", eb.selectFrom("team_member").select("team_id").where("person_id", "=", personId)),
        ]),
      ]),
    )
    .execute();
  return rows.map((row) => ({
    id: row.id,
    registry: row.registry,
    pattern: row.pattern.replaceAll("{user}", username),
    role: row.role,
    subject: { kind: row.subject_kind, name: row.subject_name },
    expiresAt: row.expires_at === null ? null : Number(row.expires_at),
  }));
}

/** Returns all grants, the newest first; an expired one is among them, as it says why somebody has lost a right. */
export async function listGrantRows(): Promise<GrantRow[]> {
  return named().orderBy("access_grant.created_at", "desc").orderBy("access_grant.id").execute();
}

export async function findGrantRow(id: string): Promise<GrantRow | undefined> {
  return named().where("access_grant.id", "=", id).executeTakeFirst();
}

export async function insertGrant(
  grant: Omit<GrantsTable, "id" | "created_at">,
  db: Database = database(),
): Promise<string> {
  const id = randomUUID();
  await db
    .insertInto("access_grant")
    .values({ ...grant, id, created_at: Date.now() })
    .execute();
  return id;
}

/** Returns false if the grant doesn't exist any more. */
export async function removeGrant(id: string, db: Database = database()): Promise<boolean> {
  const { numDeletedRows } = await db.deleteFrom("access_grant").where("id", "=", id).executeTakeFirst();
  return Number(numDeletedRows) > 0;
}
