import "server-only";
import { checkCertificates } from "./certificates";
import { checkNotificationSecret } from "./check-notification-secret";
import { resolveCollector } from "./collector-config";
import { type Entry, readNamed, resolveClientCertificate, resolveSecret } from "./file-entry";
import type { FileCredentials, FileRegistry } from "./file-schema";
import { hideSecrets } from "./hide-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import type { ReadConfigFile } from "./read-config-file";
import type { RegistryConfig, RegistryCredentials } from "./registry-config";
import type { Source } from "./source";

/** Returns the registries of the file, with every file and variable that they name read. */
export function resolveFileRegistries(source: Source, mistakes: Mistakes, file: ReadConfigFile): RegistryConfig[] {
  const seen = new Set<string>();
  return file.registries.map((registry, index) => {
    const entry = { source, mistakes, directory: file.directory, place: `registries[${index}]` };
    if (seen.has(registry.name))
      mistakes.add(`${entry.place}.name`, `"${registry.name}" is the name of another registry`);
    seen.add(registry.name);
    return resolveRegistry(entry, registry);
  });
}

function resolveRegistry(entry: Entry, registry: FileRegistry): RegistryConfig {
  const { mistakes, place } = entry;
  const url = parseHttpUrl(mistakes, `${place}.url`, registry.url);
  const realm =
    registry.tokenRealm === undefined ? null : parseHttpUrl(mistakes, `${place}.tokenRealm`, registry.tokenRealm);
  const access = {
    url: url ? withoutTrailingSlash(url) : "",
    credentials: resolveCredentials(entry, registry.credentials),
    ca: checkCertificates(mistakes, `${place}.caFile`, readNamed(entry, "caFile", registry.caFile)),
    clientCertificate: resolveClientCertificate(entry, registry),
    skipVerify: registry.insecureSkipVerify,
  };
  return {
    ...access,
    name: registry.name,
    title: registry.title ?? registry.name,
    pullHost: registry.pullHost ?? url?.host ?? "",
    tokenRealm: realm && withoutTrailingSlash(realm),
    readOnly: registry.readOnly,
    catalog: resolveCatalog(entry, registry),
    indexing: { ...registry.indexing, requestsPerSecond: registry.indexing.requestsPerSecond ?? null },
    garbageCollection: resolveCollector(entry, registry.garbageCollection, access),
    notificationSecret: resolveNotificationSecret(entry, registry),
  };
}

function resolveNotificationSecret(entry: Entry, registry: FileRegistry): string | null {
  const { notificationSecretFile: file, notificationSecretEnv: variable } = registry;
  if (file === undefined && variable === undefined) return null;
  const secret = resolveSecret(entry, "notificationSecret", file, variable);
  return checkNotificationSecret(entry.mistakes, `${entry.place}.notificationSecret`, secret || null);
}

function resolveCredentials(entry: Entry, credentials: FileCredentials): RegistryCredentials {
  if (credentials.kind === "none") return { kind: "none" };
  const beside = { ...entry, place: `${entry.place}.credentials` };
  if (credentials.kind === "basic") {
    const password = resolveSecret(beside, "password", credentials.passwordFile, credentials.passwordEnv);
    return hideSecrets({ kind: "basic", username: credentials.username, password }, "password");
  }
  const token = resolveSecret(beside, "token", credentials.tokenFile, credentials.tokenEnv);
  return hideSecrets({ kind: "identity-token", token, username: credentials.username ?? null }, "token");
}

function resolveCatalog(entry: Entry, registry: FileRegistry): RegistryConfig["catalog"] {
  const { catalog, repositories } = registry;
  if (catalog && repositories !== undefined)
    entry.mistakes.add(`${entry.place}.repositories`, "is only for a registry with `catalog: false`");
  if (!catalog && !repositories?.length)
    entry.mistakes.add(`${entry.place}.repositories`, "must list the repositories, as `catalog` is false");
  return catalog ? { kind: "registry" } : { kind: "listed", repositories: [...new Set(repositories)] };
}
