import "server-only";
import { hkdfSync } from "node:crypto";
import { getConfig } from "@/lib/config/config";

/** Returns true if people reach the console by https, so that cookies can be bound to it. */
export function usesHttps(): boolean {
  return getConfig().publicUrl.startsWith("https://");
}

/** Returns the full cookie name. `__Host-` stops a sibling domain from setting it; browsers accept it on https only. */
export function cookieName(name: "session" | "csrf" | "callback"): string {
  return `${usesHttps() ? "__Host-" : ""}shipshape.${name}`;
}

export function sessionCookieName(): string {
  return cookieName("session");
}

/** Returns the key of the session cookie, derived so that each purpose of the console's secret has its own key. */
export function sessionSecret(): string {
  return Buffer.from(hkdfSync("sha256", getConfig().secretKey, "", "shipshape session cookie", 32)).toString("hex");
}
