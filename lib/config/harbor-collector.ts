import "server-only";
import { z } from "zod";
import { type Entry, resolveSecret } from "./file-entry";
import { hideSecrets } from "./hide-secrets";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import type { RegistryConfig } from "./registry-config";
import { resolveEndpoint, type ServiceEndpoint, trustShape } from "./service-endpoint";
import { timeoutMinutesSchema } from "./step-settings";

const mostWorkers = 10;

export const harborSchema = z.strictObject({
  runner: z.literal("harbor"),
  url: z.string().min(1).optional(),
  username: z.string().min(1).optional(),
  passwordFile: z.string().min(1).optional(),
  passwordEnv: z.string().min(1).optional(),
  workers: z.number().int().min(1).max(mostWorkers).default(1),
  timeoutMinutes: timeoutMinutesSchema,
  ...trustShape,
});

/** Harbor's own garbage collection, through its API. */
export type HarborCollector = {
  kind: "harbor";
  endpoint: ServiceEndpoint;
  username: string;
  password: string;
  workers: number;
  timeoutMs: number;
};

/**
 * Returns the settings of a Harbor runner. Address, certificates and account default to those of the registry itself.
 */
export function resolveHarbor(
  entry: Entry,
  settings: z.infer<typeof harborSchema>,
  registry: Pick<RegistryConfig, "url" | "ca" | "clientCertificate" | "skipVerify" | "credentials">,
): HarborCollector {
  const { username, passwordFile, passwordEnv } = settings;
  const account = resolveAccount(entry, registry, { username, passwordFile, passwordEnv });
  return hideSecrets(
    {
      kind: "harbor" as const,
      endpoint: resolveHarborEndpoint(entry, settings, registry),
      ...account,
      workers: settings.workers,
      timeoutMs: Math.round(settings.timeoutMinutes * 60_000),
    },
    "password",
  );
}

function resolveHarborEndpoint(
  entry: Entry,
  settings: z.infer<typeof harborSchema>,
  registry: Pick<RegistryConfig, "url" | "ca" | "clientCertificate" | "skipVerify">,
): ServiceEndpoint {
  if (settings.url === undefined) {
    const { ca, clientCertificate, skipVerify } = registry;
    return { url: URL.canParse(registry.url) ? new URL(registry.url).origin : "", ca, clientCertificate, skipVerify };
  }
  const url = parseHttpUrl(entry.mistakes, `${entry.place}.url`, settings.url);
  return resolveEndpoint(entry, url ? withoutTrailingSlash(url) : "", settings);
}

function resolveAccount(
  entry: Entry,
  { credentials }: Pick<RegistryConfig, "credentials">,
  own: { username?: string | undefined; passwordFile?: string | undefined; passwordEnv?: string | undefined },
): { username: string; password: string } {
  if (own.username !== undefined)
    return { username: own.username, password: resolveSecret(entry, "password", own.passwordFile, own.passwordEnv) };
  if (credentials.kind === "basic") return { username: credentials.username, password: credentials.password };
  entry.mistakes.add(entry.place, "needs username and passwordFile or passwordEnv of a Harbor system robot or admin");
  return { username: "", password: "" };
}
