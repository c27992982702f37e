import "server-only";
import { createHmac } from "node:crypto";
import { rememberSecret } from "./known-secrets";
import type { RegistryConfig } from "./registry-config";

/**
 * Returns the secret that authenticates a registry's notifications: the configured one, else one derived from the
 * console's key. The derived secret is the same after every start and on every console with that key, so that the
 * configuration lines shown in Settings stay valid.
 */
export function getNotificationSecret(
  { name, notificationSecret }: Pick<RegistryConfig, "name" | "notificationSecret">,
  { secretKey }: { secretKey: string },
): string {
  if (notificationSecret !== null) return notificationSecret;
  const key = Buffer.from(secretKey, "hex");
  return rememberSecret(createHmac("sha256", key).update(`registry notifications ${name}`).digest("base64url"));
}
