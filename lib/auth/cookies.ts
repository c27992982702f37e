import "server-only";
import { hkdfSync } from "node:crypto";
import { getConfig } from "@/lib/config/config";

/** Whether people reach the console by https, so that cookies can be bound to it. */
export function usesHttps(): boolean {
  return getConfig().publicUrl.startsWith("https://");
}

/** `__Host-` keeps a sibling domain from planting the cookie; browsers accept the prefix on https only. */
export function cookieName(name: "session" | "csrf" | "callback"): string {
  return `${usesHttps() ? "__Host-" : ""}shipshape.${name}`;
}

export function sessionCookieName(): string {
  return cookieName("session");
}

/** The key of the session cookie, derived so that the console's secret has one key for each purpose. */
export function sessionSecret(): string {
  return Buffer.from(hkdfSync("sha256", getConfig().secretKey, "", "shipshape session cookie", 32)).toString("hex");
}
