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
 * Throws `unauthenticated` unless the Authorization header has the registry's secret. A registry that the configuration
 * doesn't name is refused alike. Guesses are not counted: a secret is too long to be guessed, and a limit would let
 * anybody behind the registry's address shut it out.
 */
export function requireNotificationSecret(registry: unknown, headers: Headers, address: string | null): void {
  const known = getConfig().registries.find(({ name }) => name === registry);
  const given = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  // Compared even where there is nothing to compare, so that the time tells nothing of the registries' names.
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

/** When this process last refused what claimed to come from the registry; null where it never did. */
export function findRefusedAt(registry: string): number | null {
  return refused().get(registry) ?? null;
}

/**
 * Tells the secret of a registry apart from another one that it had before, and is worth nothing to whoever reads it; null
 * for a registry that the configuration doesn't name.
 */
export function findSecretMark(registry: string): string | null {
  const known = getConfig().registries.find(({ name }) => name === registry);
  if (!known) return null;
  const secret = getNotificationSecret(known, getConfig());
  // So short that many other texts have the same.
  return createHash("sha256").update(`mark ${secret}`).digest("hex").slice(0, markCharacters);
}

function hash(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
