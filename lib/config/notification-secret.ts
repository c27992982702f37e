import "server-only";
import { createHmac } from "node:crypto";
import { rememberSecret } from "./known-secrets";
import type { RegistryConfig } from "./registry-config";

/**
 * What the notifications of a registry prove themselves by: the secret that is configured, else one that follows from
 * the console's key. That is the same after every start, on every console with that key, so that the lines that
 * Settings shows go on working.
 */
export function getNotificationSecret(
  { name, notificationSecret }: Pick<RegistryConfig, "name" | "notificationSecret">,
  { secretKey }: { secretKey: string },
): string {
  if (notificationSecret !== null) return notificationSecret;
  const key = Buffer.from(secretKey, "hex");
  return rememberSecret(createHmac("sha256", key).update(`registry notifications ${name}`).digest("base64url"));
}
