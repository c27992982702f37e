import "server-only";
import { checkCertificates, checkClientCertificate } from "./certificates";
import { checkNotificationSecret } from "./check-notification-secret";
import type { FileCredentials, FileGarbageCollection, FileRegistry } from "./file-schema";
import { hideSecrets } from "./hide-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, withoutTrailingSlash } from "./parse-values";
import type { ReadConfigFile } from "./read-config-file";
import { readSecretFile, readTextFile } from "./read-text-file";
import type { RegistryConfig, RegistryCredentials } from "./registry-config";
import type { Source } from "./source";

/** What a mistake in one registry of the file needs to be found and described. */
type Entry = { source: Source; mistakes: Mistakes; directory: string; place: string };

/** The registries of the file, with every file and variable they name read. */
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
  return {
    name: registry.name,
    title: registry.title ?? registry.name,
    url: url ? withoutTrailingSlash(url) : "",
    pullHost: registry.pullHost ?? url?.host ?? "",
    credentials: resolveCredentials(entry, registry.credentials),
    tokenRealm: realm && withoutTrailingSlash(realm),
    ca: checkCertificates(mistakes, `${place}.caFile`, readNamed(entry, "caFile", registry.caFile)),
    clientCertificate: resolveClientCertificate(entry, registry),
    skipVerify: registry.insecureSkipVerify,
    readOnly: registry.readOnly,
    catalog: resolveCatalog(entry, registry),
    indexing: { ...registry.indexing, requestsPerSecond: registry.indexing.requestsPerSecond ?? null },
    garbageCollection: resolveGarbageCollection(entry, registry.garbageCollection),
    notificationSecret: resolveNotificationSecret(entry, registry),
  };
}

function resolveNotificationSecret(entry: Entry, registry: FileRegistry): string | null {
  const { notificationSecretFile: file, notificationSecretEnv: variable } = registry;
  if (file === undefined && variable === undefined) return null;
  const secret = resolveSecret(entry, "notificationSecret", file, variable);
  return checkNotificationSecret(entry.mistakes, `${entry.place}.notificationSecret`, secret || null);
}

function readNamed(entry: Entry, key: string, file: string | undefined): string | null {
  if (file === undefined) return null;
  return readTextFile(entry.source, entry.mistakes, `${entry.place}.${key}`, file, entry.directory);
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

function resolveSecret(entry: Entry, name: string, file: string | undefined, variable: string | undefined): string {
  const { mistakes, source, place } = entry;
  if ((file === undefined) === (variable === undefined)) {
    mistakes.add(place, `needs either ${name}File or ${name}Env`);
    return "";
  }
  if (file !== undefined) return readSecretFile(source, mistakes, `${place}.${name}File`, file, entry.directory) ?? "";
  const value = source.env[variable ?? ""];
  if (!value) mistakes.add(`${place}.${name}Env`, `the environment variable ${variable} is not set`);
  return value ?? "";
}

function resolveClientCertificate(entry: Entry, registry: FileRegistry): RegistryConfig["clientCertificate"] {
  const { clientCertificateFile: certificateFile, clientKeyFile: keyFile } = registry;
  if (certificateFile === undefined && keyFile === undefined) return null;
  if (certificateFile === undefined || keyFile === undefined) {
    entry.mistakes.add(entry.place, "needs both clientCertificateFile and clientKeyFile");
    return null;
  }
  const cert = readNamed(entry, "clientCertificateFile", certificateFile);
  const key = readNamed(entry, "clientKeyFile", keyFile);
  if (cert === null || key === null) return null;
  const place = `${entry.place}.clientKeyFile`;
  return checkClientCertificate(entry.mistakes, place, hideSecrets({ cert, key }, "key"));
}

function resolveCatalog(entry: Entry, registry: FileRegistry): RegistryConfig["catalog"] {
  const { catalog, repositories } = registry;
  if (catalog && repositories !== undefined)
    entry.mistakes.add(`${entry.place}.repositories`, "is only for a registry with `catalog: false`");
  if (!catalog && !repositories?.length)
    entry.mistakes.add(`${entry.place}.repositories`, "must list the repositories, as `catalog` is false");
  return catalog ? { kind: "registry" } : { kind: "listed", repositories: [...new Set(repositories)] };
}

function resolveGarbageCollection(
  { mistakes, place }: Entry,
  settings: FileGarbageCollection,
): RegistryConfig["garbageCollection"] {
  if (settings.runner === "none") return { kind: "none" };
  const { removeUntaggedDryRun = null, removeUntaggedCollect = null, before = null, after = null } = settings;
  if ((removeUntaggedDryRun === null) !== (removeUntaggedCollect === null))
    mistakes.add(`${place}.garbageCollection`, "needs both removeUntaggedDryRun and removeUntaggedCollect, or neither");
  return {
    kind: "command",
    dryRun: settings.dryRun,
    collect: settings.collect,
    removeUntaggedDryRun,
    removeUntaggedCollect,
    before,
    after,
    timeoutMs: Math.round(settings.timeoutMinutes * 60_000),
    allowWritable: settings.allowWritable,
  };
}
