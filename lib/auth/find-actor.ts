import "server-only";
import { decode, type JWT } from "next-auth/jwt";
import { processWide } from "@/lib/process/process-wide";
import type { Actor } from "./actor";
import { sessionSecret } from "./cookies";
import { findSessionActor } from "./sessions-store";

const mostOpened = 1_000;

/**
 * Returns the actor of a session cookie's value, or null. The cookie only names a row, so signing out, a changed
 * password or role and a disabled account take effect with the next request. `isUse`: a person acts by this request.
 */
export async function findActor(cookie: string | undefined, { isUse }: { isUse: boolean }): Promise<Actor | null> {
  if (!cookie) return null;
  const sessionId = await findSessionId(cookie);
  return sessionId === null ? null : findSessionActor(sessionId, { isUse });
}

// A cookie always names the same session, and decrypting it is a good part of the work of a small answer.
async function findSessionId(cookie: string): Promise<string | null> {
  const opened = processWide("opened-session-cookies", () => new Map<string, string>());
  const known = opened.get(cookie);
  if (known !== undefined) return known;
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch((): JWT | null => null);
  if (typeof token?.sid !== "string") return null;
  for (const oldest of opened.keys()) {
    if (opened.size < mostOpened) break;
    opened.delete(oldest);
  }
  opened.set(cookie, token.sid);
  return token.sid;
}
