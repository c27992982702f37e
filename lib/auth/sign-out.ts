import "server-only";
import { recordAudit } from "./record-audit";
import { findSessionActor, revokeSession } from "./sessions-store";

/** Ends the session at once, so that a copy of its cookie is worth nothing. */
export async function signOut(sessionId: string): Promise<void> {
  const actor = await findSessionActor(sessionId, { isUse: false });
  const ended = await revokeSession(sessionId);
  if (actor && ended) await recordAudit({ actor, action: "sign-out", subject: actor.username, outcome: "succeeded" });
}
