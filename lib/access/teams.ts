import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { findPerson } from "@/lib/auth/people-store";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PutTeam, Team } from "@/lib/contract/access";
import { database } from "@/lib/db/database";
import type { Database } from "@/lib/db/tables";
import { AppError } from "@/lib/errors/app-error";
import { findTeam, insertTeam, listTeamRows, removeTeam, setMembers, type TeamRow } from "./teams-store";

/** Returns the teams: all of them for those who see accounts, otherwise the actor's own. */
export async function listTeams(actor: Actor | null): Promise<Team[]> {
  authorize(actor, "registry:read");
  const rows = await listTeamRows();
  return rows.filter(({ members }) => actor.role !== "member" || members.includes(actor.username)).map(describeTeam);
}

/** Adds a team. Throws `conflict` if the name is taken, and `not-found` for a member who doesn't exist. */
export async function createTeam(actor: Actor | null, { name, members }: PutTeam): Promise<Team> {
  authorize(actor, "people:change");
  const people = await findMembers(members);
  await database()
    .transaction()
    .execute(async (trx) => {
      const id = await insertTeam(name, trx);
      if (id === null) throw new AppError("conflict", `There is already a team named ${name}.`);
      await setMembers(id, [...people.values()], trx);
      await recordAudit({ actor, action: "team:add", subject: name, outcome: "succeeded", detail: { members } }, trx);
    });
  return getTeam(name);
}

/** Replaces the members of a team. Throws `not-found`. */
export async function changeTeam(actor: Actor | null, { name, members }: PutTeam): Promise<Team> {
  authorize(actor, "people:change");
  const { members: before } = await getTeam(name);
  const people = await findMembers(members);
  await database()
    .transaction()
    .execute(async (trx) => {
      const id = await getTeamId(name, trx);
      await setMembers(id, [...people.values()], trx);
      const detail = { before, after: members };
      await recordAudit({ actor, action: "team:change", subject: name, outcome: "succeeded", detail }, trx);
    });
  return getTeam(name);
}

/** Removes a team, and what it was granted. Throws `not-found`. */
export async function deleteTeam(actor: Actor | null, name: string): Promise<void> {
  authorize(actor, "people:change");
  const { members } = await getTeam(name);
  await database()
    .transaction()
    .execute(async (trx) => {
      const id = await getTeamId(name, trx);
      await removeTeam(id, trx);
      await recordAudit(
        { actor, action: "team:remove", subject: name, outcome: "succeeded", detail: { members } },
        trx,
      );
    });
}

async function getTeam(name: string): Promise<Team> {
  const row = (await listTeamRows()).find((team) => team.name === name);
  if (!row) throw noTeam(name);
  return describeTeam(row);
}

async function getTeamId(name: string, db: Database): Promise<string> {
  const team = await findTeam(name, db);
  if (!team) throw noTeam(name);
  return team.id;
}

const noTeam = (name: string) => new AppError("not-found", `There is no team named ${name}.`);

async function findMembers(usernames: readonly string[]): Promise<Map<string, string>> {
  const people = new Map<string, string>();
  for (const username of usernames) {
    const person = await findPerson(username);
    if (!person) throw new AppError("not-found", `There is no person named ${username}.`);
    people.set(username, person.id);
  }
  return people;
}

const describeTeam = ({ name, members, created_at }: TeamRow): Team => ({
  name,
  members,
  createdAt: new Date(created_at).toISOString(),
});
