import "server-only";
import { randomUUID } from "node:crypto";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";

type TeamTables = {
  team: { id: string; name: string; created_at: number };
  team_member: { team_id: string; person_id: string };
};

declare module "@/lib/db/tables" {
  interface Tables extends TeamTables {}
}

export type TeamRow = TeamTables["team"] & { members: string[] };

/** Returns every team with the names of its members, ordered by name. */
export async function listTeamRows(): Promise<TeamRow[]> {
  const teams = await database().selectFrom("team").selectAll().orderBy("name").execute();
  const members = await database()
    .selectFrom("team_member")
    .innerJoin("people", "people.id", "team_member.person_id")
    .select(["team_id", "username"])
    .orderBy("username")
    .execute();
  const byTeam = Map.groupBy(members, ({ team_id }) => team_id);
  return teams.map((team) => ({ ...team, members: (byTeam.get(team.id) ?? []).map(({ username }) => username) }));
}

export async function findTeam(name: string, db: Database = database()): Promise<TeamTables["team"] | undefined> {
  return db.selectFrom("team").selectAll().where("name", "=", name).executeTakeFirst();
}

/** Adds a team; returns null if the name is taken. */
export async function insertTeam(name: string, db: Database): Promise<string | null> {
  const id = randomUUID();
  const { numInsertedOrUpdatedRows } = await db
    .insertInto("team")
    .values({ id, name, created_at: Date.now() })
    .onConflict((conflict) => conflict.column("name").doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1 ? id : null;
}

export async function setMembers(teamId: string, personIds: readonly string[], db: Database): Promise<void> {
  await db.deleteFrom("team_member").where("team_id", "=", teamId).execute();
  if (personIds.length === 0) return;
  await db
    .insertInto("team_member")
    .values(personIds.map((person_id) => ({ team_id: teamId, person_id })))
    .execute();
}

/** Removes the team with its members and what it was granted. */
export async function removeTeam(id: string, db: Database): Promise<void> {
  await db.deleteFrom("access_grant").where("subject_kind", "=", "team").where("subject_id", "=", id).execute();
  await db.deleteFrom("team").where("id", "=", id).execute();
}
