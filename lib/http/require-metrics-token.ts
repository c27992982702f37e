import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { getConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";

const hash = (text: string) => createHash("sha256").update(text).digest();

/**
 * Lets in whoever sends `METRICS_TOKEN` as a bearer token. Throws `not-found` if no token is set, as there are no metrics
 * here then, and `unauthenticated` for another token.
 */
export function requireMetricsToken(headers: Headers): void {
  const { token } = getConfig().metrics;
  if (token === null) throw new AppError("not-found", "Set METRICS_TOKEN or METRICS_PORT to have metrics.");
  const given = /^Bearer (.+)$/.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  if (!timingSafeEqual(hash(given), hash(token)))
    throw new AppError("unauthenticated", "The metrics need METRICS_TOKEN as a bearer token.");
}
