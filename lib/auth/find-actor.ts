import "server-only";
import { decode, type JWT } from "next-auth/jwt";
import type { Actor } from "./actor";
import { sessionSecret } from "./cookies";
import { findSessionActor } from "./sessions-store";

/**
 * Who the session cookie's value stands for, or null. The cookie only names a row: signing out, a changed password or
 * role and a disabled account count from the next request on.
 */
export async function findActor(cookie: string | undefined): Promise<Actor | null> {
  if (!cookie) return null;
  const sessionId = await findSessionId(cookie);
  return sessionId === null ? null : findSessionActor(sessionId);
}

async function findSessionId(cookie: string): Promise<string | null> {
  const token = await decode({ token: cookie, secret: sessionSecret() }).catch((): JWT | null => null);
  return typeof token?.sid === "string" ? token.sid : null;
}
