import "server-only";
import { checkCertificates } from "./certificates";
import { checkNotificationSecret } from "./check-notification-secret";
import { requestsPerSecondSchema } from "./file-schema";
import { hideSecrets } from "./hide-secrets";
import type { Mistakes } from "./mistakes";
import { parseHttpUrl, parseSwitch, withoutTrailingSlash } from "./parse-values";
import { readSecretVariable } from "./read-secret-variable";
import { readTextFile } from "./read-text-file";
import { defaultIndexing, type RegistryConfig, type RegistryCredentials } from "./registry-config";
import { findVariable, type Source } from "./source";

const dependents = [
  "REGISTRY_USERNAME",
  "REGISTRY_PASSWORD",
  "REGISTRY_PASSWORD_FILE",
  "REGISTRY_CA_FILE",
  "REGISTRY_INSECURE_SKIP_VERIFY",
  "REGISTRY_REQUESTS_PER_SECOND",
  "REGISTRY_NOTIFICATION_SECRET",
  "REGISTRY_NOTIFICATION_SECRET_FILE",
];

/** Returns the registry that `REGISTRY_URL` names, under the name "registry"; null without `REGISTRY_URL`. */
export function readEnvironmentRegistry(source: Source, mistakes: Mistakes): RegistryConfig | null {
  const address = findVariable(source, "REGISTRY_URL");
  if (address === null) {
    for (const name of dependents)
      if (findVariable(source, name) !== null) mistakes.add(name, "has no effect without REGISTRY_URL");
    return null;
  }
  const url = parseHttpUrl(mistakes, "REGISTRY_URL", address);
  const caFile = findVariable(source, "REGISTRY_CA_FILE");
  const ca = caFile === null ? null : readTextFile(source, mistakes, "REGISTRY_CA_FILE", caFile);
  const skipVerify = findVariable(source, "REGISTRY_INSECURE_SKIP_VERIFY");
  return {
    name: "registry",
    title: url?.host ?? "",
    url: url ? withoutTrailingSlash(url) : "",
    pullHost: findVariable(source, "REGISTRY_PULL_HOST") ?? url?.host ?? "",
    credentials: readCredentials(source, mistakes),
    tokenRealm: null,
    ca: checkCertificates(mistakes, "REGISTRY_CA_FILE", ca),
    clientCertificate: null,
    skipVerify: parseSwitch(mistakes, "REGISTRY_INSECURE_SKIP_VERIFY", skipVerify) ?? false,
    readOnly: false,
    catalog: { kind: "registry" },
    indexing: { ...defaultIndexing, requestsPerSecond: readRequestsPerSecond(source, mistakes) },
    garbageCollection: { kind: "none" },
    notificationSecret: readNotificationSecret(source, mistakes),
  };
}

function readRequestsPerSecond(source: Source, mistakes: Mistakes): number | null {
  const name = "REGISTRY_REQUESTS_PER_SECOND";
  const text = findVariable(source, name);
  if (text === null) return null;
  const value = requestsPerSecondSchema.safeParse(Number(text));
  if (value.success) return value.data;
  mistakes.add(name, "must be a number above 0, and at most 10000");
  return null;
}

function readNotificationSecret(source: Source, mistakes: Mistakes): string | null {
  const name = "REGISTRY_NOTIFICATION_SECRET";
  return checkNotificationSecret(mistakes, name, readSecretVariable(source, mistakes, name));
}

function readCredentials(source: Source, mistakes: Mistakes): RegistryCredentials {
  const username = findVariable(source, "REGISTRY_USERNAME");
  const password = readSecretVariable(source, mistakes, "REGISTRY_PASSWORD");
  if (username === null && password === null) return { kind: "none" };
  if (username === null) mistakes.add("REGISTRY_USERNAME", "is required with REGISTRY_PASSWORD");
  if (password === null && findVariable(source, "REGISTRY_PASSWORD_FILE") === null)
    mistakes.add("REGISTRY_PASSWORD", "is required with REGISTRY_USERNAME (or REGISTRY_PASSWORD_FILE)");
  return hideSecrets({ kind: "basic", username: username ?? "", password: password ?? "" }, "password");
}
