import "server-only";
import { sessionCookieName } from "@/lib/auth/cookies";

/** Returns the session cookie of a request, for places without Next's cookie store. */
export function findSessionCookie(headers: Headers): string | undefined {
  const name = sessionCookieName();
  for (const pair of (headers.get("cookie") ?? "").split(";")) {
    const at = pair.indexOf("=");
    if (at > 0 && pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return undefined;
}
