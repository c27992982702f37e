import "server-only";
import { hkdfSync } from "node:crypto";
import { getConfig } from "@/lib/config/config";

/** Returns true if people reach the console by https, so that cookies can be bound to it. */
export function usesHttps(): boolean {
  return getConfig().publicUrl.startsWith("https://");
}

/**
 * Returns the full cookie name. `__Host-` stops a sibling domain from setting it; browsers accept it on https only, and
 * only for a whole host, so that a console below a path has to do with `__Secure-`.
 */
export function cookieName(name: "session" | "csrf" | "callback"): string {
  const prefix = getConfig().basePath ? "__Secure-" : "__Host-";
  return `${usesHttps() ? prefix : ""}shipshape.${name}`;
}

/** Returns the path of the console's cookies: other programs at the same host do not get them. */
export function cookiePath(): string {
  return getConfig().basePath || "/";
}

export function sessionCookieName(): string {
  return cookieName("session");
}

/** Returns the key of the session cookie, derived so that each purpose of the console's secret has its own key. */
export function sessionSecret(): string {
  return Buffer.from(hkdfSync("sha256", getConfig().secretKey, "", "shipshape session cookie", 32)).toString("hex");
}
