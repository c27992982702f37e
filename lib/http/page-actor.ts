import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/auth/actor";
import { sessionCookieName } from "@/lib/auth/cookies";
import { findActor } from "@/lib/auth/find-actor";
import { isSetUpPending } from "@/lib/auth/set-up";
import { pagePaths } from "@/lib/contract/paths";
import { safeReturnTo } from "@/lib/format/safe-return-to";
import { isVisit } from "./is-use";
import { pagePathHeader } from "./page-path-header";

/** Returns the actor who looks at the page, or null; computed once per request. */
export const findPageActor = cache(async (): Promise<Actor | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  return findActor(cookie, { isUse: isVisit(await headers()) });
});

/**
 * Returns the actor who looks at the page. Without a session, redirects to sign-in, or to the set-up of a new console.
 */
export async function getPageActor(): Promise<Actor> {
  const actor = await findPageActor();
  if (actor) return actor;
  if (await isSetUpPending()) redirect(pagePaths.setUp());
  redirect(pagePaths.signIn(safeReturnTo((await headers()).get(pagePathHeader))));
}
