import "server-only";
import { AppError } from "@/lib/errors/app-error";
import type { Incoming } from "./exchange";

const statuses = new Set([301, 302, 303, 307, 308]);

export function isRedirect({ status }: Incoming): boolean {
  return statuses.has(status);
}

/** Returns the target of a redirect. Throws `registry-bad-response` for a redirect that must not be followed. */
export function redirectTarget(title: string, { headers, url }: Incoming): URL {
  const location = headers.get("location") ?? "";
  const target = URL.canParse(location, url) ? new URL(location, url) : null;
  const refuse = (why: string) => new AppError("registry-bad-response", `${title} redirects ${why}`);
  if (location === "" || !target || !/^https?:$/.test(target.protocol)) throw refuse("to no web address.");
  if (target.username !== "" || target.password !== "") throw refuse("to a URL with credentials in it.");
  if (url.protocol === "https:" && target.protocol === "http:") {
    throw refuse("from https to plain http, which the console doesn't follow.");
  }
  target.hash = "";
  return target;
}
