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

/** Who looks at the page, or null; once per request. */
export const findPageActor = cache(async (): Promise<Actor | null> => {
  const cookie = (await cookies()).get(sessionCookieName())?.value;
  return findActor(cookie, { isUse: isVisit(await headers()) });
});

/** Who looks at the page; without a session, goes to the sign-in page, or to the set-up page of a new console. */
export async function getPageActor(): Promise<Actor> {
  const actor = await findPageActor();
  if (actor) return actor;
  if (await isSetUpPending()) redirect(pagePaths.setUp());
  redirect(pagePaths.signIn(safeReturnTo((await headers()).get(pagePathHeader))));
}
