import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { listHeldGrants } from "@/lib/access/grants-store";
import { database } from "@/lib/db/database";
import type { Actor } from "./actor";

type SessionsTable = { id_hash: string; person_id: string; created_at: number; last_seen_at: number };
type SessionTables = { sessions: SessionsTable };

declare module "@/lib/db/tables" {
  interface Tables extends SessionTables {}
}

export const sessionIdleMs = 8 * 60 * 60 * 1000;
export const sessionMaxAgeMs = 24 * 60 * 60 * 1000;
/** How often a session in use is recorded as used. */
const touchMs = 60_000;

const sessions = () => database();
const hash = (id: string) => createHash("sha256").update(id).digest("hex");

/** Opens a session and returns its id, which is stored only in the person's cookie. */
export async function openSession(personId: string, now = Date.now()): Promise<string> {
  const id = randomBytes(32).toString("base64url");
  await sessions()
    .deleteFrom("sessions")
    .where("created_at", "<", now - sessionMaxAgeMs)
    .execute();
  await sessions()
    .insertInto("sessions")
    .values({ id_hash: hash(id), person_id: personId, created_at: now, last_seen_at: now })
    .execute();
  return id;
}

/**
 * Returns the session's person, or null if it is revoked, too old, idle for too long, or its person is disabled. With
 * `isUse` the session counts as used now; without it, the call doesn't keep the session from becoming idle.
 */
export async function findSessionActor(
  id: string,
  { isUse, now = Date.now() }: { isUse: boolean; now?: number },
): Promise<Actor | null> {
  const row = await sessions()
    .selectFrom("sessions")
    .innerJoin("people", "people.id", "sessions.person_id")
    .select(["people.id", "people.username", "people.role", "sessions.last_seen_at"])
    .where("sessions.id_hash", "=", hash(id))
    .where("sessions.created_at", ">", now - sessionMaxAgeMs)
    .where("sessions.last_seen_at", ">", now - sessionIdleMs)
    .where("people.disabled", "=", 0)
    .executeTakeFirst();
  if (!row) return null;
  if (isUse && row.last_seen_at < now - touchMs) await touch(id, now);
  const { id: userId, username, role } = row;
  return { userId, username, role, ...(role === "member" && { grants: await listHeldGrants(userId, username, now) }) };
}

async function touch(id: string, now: number): Promise<void> {
  await sessions().updateTable("sessions").set({ last_seen_at: now }).where("id_hash", "=", hash(id)).execute();
}

/** Ends one session; returns true if it existed. */
export async function revokeSession(id: string): Promise<boolean> {
  const { numDeletedRows } = await sessions().deleteFrom("sessions").where("id_hash", "=", hash(id)).executeTakeFirst();
  return Number(numDeletedRows) > 0;
}

/** Ends every session of the person. */
export async function revokeSessionsOf(personId: string): Promise<void> {
  await sessions().deleteFrom("sessions").where("person_id", "=", personId).execute();
}

/** Returns how many sessions are open. */
export async function countSessions(now = Date.now()): Promise<number> {
  const { count } = await sessions()
    .selectFrom("sessions")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("created_at", ">", now - sessionMaxAgeMs)
    .where("last_seen_at", ">", now - sessionIdleMs)
    .executeTakeFirstOrThrow();
  return count;
}
