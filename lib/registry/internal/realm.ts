import "server-only";
import type { RegistryConfig } from "@/lib/config/config";
import { AppError } from "@/lib/errors/app-error";

/**
 * Returns the URL of the token service that a challenge names. The registry controls that text, and credentials are
 * sent there, so any origin other than the registry's own or the configured one is refused.
 */
export function allowedRealm(realm: string, config: RegistryConfig): URL {
  const url = URL.canParse(realm) ? new URL(realm) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== "" || url.password !== "") {
    throw new AppError("registry-bad-response", `${config.title} names a token service with an invalid URL.`);
  }
  const allowed = [config.url, ...(config.tokenRealm === null ? [] : [config.tokenRealm])];
  if (allowed.some((base) => new URL(base).origin === url.origin)) return url;
  throw new AppError(
    "registry-unauthorized",
    `${config.title} asks to sign in at ${url.origin}, which is not the registry. If that is right, set \`tokenRealm: ${url.origin}\` for it in shipshape.yaml; the console sends credentials nowhere else.`,
  );
}
