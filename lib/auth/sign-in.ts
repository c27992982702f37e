import "server-only";
import { isUsername } from "@/lib/contract/credentials";
import { logger } from "@/lib/logging/logger";
import { limitSignIn } from "./limit-sign-in";
import { hashPassword, isOutdatedHash, verifyPassword } from "./passwords";
import { findPerson, type PersonRow, updatePerson } from "./people-store";
import { recordAudit } from "./record-audit";
import { openSession } from "./sessions-store";

export type SignIn = { username: string; password: string /** Null if unknown. */; address: string | null };

/**
 * Opens a session for the person and returns it, or null: an unknown name, a wrong password and a disabled account look
 * the same and take the same time. Throws `too-many-attempts`.
 */
export async function signIn({
  username,
  password,
  address,
}: SignIn): Promise<{ personId: string; sessionId: string } | null> {
  const name = username.trim().toLowerCase();
  const attempt = await limitSignIn(isUsername(name) ? name : "?", address);
  const person = isUsername(name) ? await findPerson(name) : undefined;
  const matches = await verifyPassword(person?.password_hash ?? null, password.slice(0, 1024));
  if (!person || !matches || person.disabled === 1) {
    logger().warn({ username: person?.username ?? "(unknown)", address }, "sign-in refused");
    return null;
  }
  await attempt.succeeded();
  await rememberSignIn(person, password);
  const sessionId = await openSession(person.id);
  const actor = { userId: person.id, username: person.username, role: person.role };
  await recordAudit({ actor, action: "sign-in", subject: person.username, outcome: "succeeded", detail: { address } });
  return { personId: person.id, sessionId };
}

async function rememberSignIn(person: PersonRow, password: string): Promise<void> {
  const rehash = isOutdatedHash(person.password_hash) ? { password_hash: await hashPassword(password) } : {};
  await updatePerson(person.id, { last_sign_in_at: Date.now(), ...rehash });
}
