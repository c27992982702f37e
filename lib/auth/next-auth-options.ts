import "server-only";
import type { CookiesOptions, NextAuthOptions, Session } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { pagePaths } from "@/lib/contract/paths";
import { AppError } from "@/lib/errors/app-error";
import { safeReturnTo } from "@/lib/format/safe-return-to";
import { logger } from "@/lib/logging/logger";
import { cookieName, cookiePath, sessionSecret, usesHttps } from "./cookies";
import { findSessionActor, sessionMaxAgeMs } from "./sessions-store";
import { signIn } from "./sign-in";
import { signOut } from "./sign-out";

/**
 * Returns next-auth's options for a request from `address`. The cookie holds only `sub` (who) and `sid` (session row).
 */
export function nextAuthOptions(address: string | null): NextAuthOptions {
  return {
    secret: sessionSecret(),
    useSecureCookies: usesHttps(),
    cookies: cookies(),
    session: { strategy: "jwt", maxAge: sessionMaxAgeMs / 1000 },
    pages: { signIn: pagePaths.signIn(), error: pagePaths.signIn() },
    providers: [credentials(address)],
    callbacks: {
      // No other field of a token is kept.
      jwt: ({ token: { sub, sid }, user }) =>
        user ? { sub: user.id, sid: user.sessionId } : { ...(sub && { sub }), ...(sid && { sid }) },
      session: async ({ session, token }) => describeSession(session, token.sid),
      redirect: ({ url, baseUrl }) =>
        `${baseUrl}${safeReturnTo(url.startsWith(baseUrl) ? url.slice(baseUrl.length) : url)}`,
    },
    events: { signOut: async ({ token }) => (token?.sid ? signOut(token.sid) : undefined) },
    logger: {
      error: (code, metadata) =>
        logger().error({ code, err: metadata instanceof Error ? metadata : metadata.error }, "next-auth"),
      warn: (code) => logger().warn({ code }, "next-auth"),
      debug: () => undefined,
    },
  };
}

function credentials(address: string | null) {
  return CredentialsProvider({
    credentials: { username: {}, password: {} },
    // Errors thrown here reach the browser as an error code, so only codes are thrown, never another error's text.
    authorize: async (given) => {
      try {
        const opened = await signIn({ username: given?.username ?? "", password: given?.password ?? "", address });
        return opened && { id: opened.personId, sessionId: opened.sessionId };
      } catch (error) {
        if (error instanceof AppError && error.code === "too-many-attempts") throw new Error(error.code);
        logger().error({ err: error }, "sign-in failed");
        throw new Error("unavailable");
      }
    },
  });
}

// next-auth represents "nobody" by an empty session; here the cookie's row no longer exists.
async function describeSession(session: Session, sessionId: string | undefined): Promise<Session> {
  const actor = sessionId ? await findSessionActor(sessionId, { isUse: false }) : null;
  if (!actor) return {} as Session;
  return { expires: session.expires, user: { name: actor.username, role: actor.role } };
}

function cookies(): Partial<CookiesOptions> {
  const options = { httpOnly: true, sameSite: "lax", path: cookiePath(), secure: usesHttps() } as const;
  return {
    sessionToken: { name: cookieName("session"), options },
    csrfToken: { name: cookieName("csrf"), options },
    callbackUrl: { name: cookieName("callback"), options },
  };
}
