import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { getConfig } from "@/lib/config/config";
import { getNotificationSecret } from "@/lib/config/notification-secret";
import { AppError } from "@/lib/errors/app-error";
import { warnSparingly } from "@/lib/logging/warn-sparingly";
import { processWide } from "@/lib/process/process-wide";

const markCharacters = 6;
const refused = () => processWide("refused-notifications", () => new Map<string, number>());

/**
 * Throws `unauthenticated` unless the Authorization header has the registry's secret. A registry that is not in the
 * configuration is refused in the same way. Guesses are not counted: a secret is too long to be guessed, and a limit
 * would let anybody behind the registry's address lock it out.
 */
export function requireNotificationSecret(registry: unknown, headers: Headers, address: string | null): void {
  const known = getConfig().registries.find(({ name }) => name === registry);
  const given = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  // Compares even if there is nothing to compare, so that the time reveals nothing about the registries' names.
  const matches = timingSafeEqual(hash(given ?? ""), hash(known ? getNotificationSecret(known, getConfig()) : ""));
  if (known && given !== undefined && matches) return;
  if (known) refused().set(known.name, Date.now());
  const name = known?.name ?? null;
  const why = given === undefined ? "it has no bearer token" : known ? "its secret is wrong" : "no such registry";
  warnSparingly(`notification-refused:${name}`, { registry: name, address, why }, "a notification was refused");
  throw new AppError(
    "unauthenticated",
    "This address accepts notifications only from a registry that sends its secret.",
  );
}

/** Returns when this process last refused a notification in the registry's name; null if it never did. */
export function findRefusedAt(registry: string): number | null {
  return refused().get(registry) ?? null;
}

/**
 * Returns a mark that distinguishes the current secret of a registry from earlier ones, and is useless to anybody who
 * reads it; null for a registry that is not in the configuration.
 */
export function findSecretMark(registry: string): string | null {
  const known = getConfig().registries.find(({ name }) => name === registry);
  if (!known) return null;
  const secret = getNotificationSecret(known, getConfig());
  // So short that many other texts have the same mark.
  return createHash("sha256").update(`mark ${secret}`).digest("hex").slice(0, markCharacters);
}

function hash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
