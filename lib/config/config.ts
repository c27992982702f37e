import "server-only";
import { readFileSync } from "node:fs";
import type { DatabaseLocation } from "@/lib/db/open-database";
import { processWide } from "@/lib/process/process-wide";
import packageJson from "@/package.json";
import { type EmbeddedRegistrySettings, readEmbeddedRegistry } from "./embedded-registry";
import { hideSecrets } from "./hide-secrets";
import { rememberSecret, rememberVariables } from "./known-secrets";
import { Mistakes } from "./mistakes";
import { parsePort, parseSwitch } from "./parse-values";
import { readAdmin } from "./read-admin";
import { readConfigFile } from "./read-config-file";
import { readRegistries } from "./read-registries";
import { readServerSettings } from "./read-server-settings";
import type { TracingSettings } from "./read-tracing";
import type { RegistryConfig } from "./registry-config";
import { getSecretKey } from "./secret-key";
import { findVariable, type Source } from "./source";

export type { RegistryConfig } from "./registry-config";

export type Config = {
  registries: RegistryConfig[];
  embeddedRegistry: EmbeddedRegistrySettings | null;
  /** The address at which the embedded registry listens. */
  registryHost: string;
  /** `REGISTRY_PORT`; null if the embedded registry may take any port. */
  registryPort: number | null;
  /** True if an empty managed registry is filled with samples. */
  samples: boolean;
  dataDir: string;
  database: DatabaseLocation;
  host: string;
  port: number;
  /** In front of every path of the console, such as `/registry`; usually empty. */
  basePath: string;
  /** With the base path, without a trailing slash. */
  publicUrl: string;
  /** Where Prometheus reads metrics: a port of their own, or with a token at /metrics. */
  metrics: { port: number | null; token: string | null };
  /** How traces are made; null if they aren't wanted. */
  tracing: TracingSettings | null;
  /** Addresses and CIDRs whose `X-Forwarded-For` is trusted. */
  trustedProxies: string[];
  admin: { username: string; password: string } | null;
  /** Hex. */
  secretKey: string;
  version: string;
};

const defaultRegistryPort = 5_000;

/**
 * Reads and checks all settings; creates the data directory and the secret key. Throws a ConfigError with all mistakes.
 */
export function loadConfig(source: Source): Config {
  const mistakes = new Mistakes();
  rememberVariables(source.env);
  const file = readConfigFile(source, mistakes);
  const offered = readEmbeddedRegistry(source, mistakes);
  const registryPort = parsePort(mistakes, "REGISTRY_PORT", findVariable(source, "REGISTRY_PORT"));
  const samples = parseSwitch(mistakes, "SHIPSHAPE_SAMPLES", findVariable(source, "SHIPSHAPE_SAMPLES"));
  const registries = readRegistries(source, mistakes, file, offered && (registryPort ?? defaultRegistryPort));
  const embeddedRegistry = registries.some(({ garbageCollection }) => garbageCollection.kind === "managed")
    ? offered
    : null;
  const settings = {
    registries,
    embeddedRegistry,
    registryHost: findVariable(source, "REGISTRY_HOST") ?? "127.0.0.1",
    registryPort,
    samples: embeddedRegistry !== null && samples !== false,
    ...readServerSettings(source, mistakes, file),
    admin: readAdmin(source, mistakes),
    version: packageJson.version,
  };
  mistakes.throwIfAny();
  for (const registry of settings.registries) hideSecrets(registry, "notificationSecret");
  return hideSecrets({ ...settings, secretKey: readSecretKey(mistakes, settings.dataDir) }, "secretKey");
}

function readSecretKey(mistakes: Mistakes, dataDir: string): string {
  try {
    return rememberSecret(getSecretKey(dataDir));
  } catch (error) {
    mistakes.add("DATA_DIR", error instanceof Error ? error.message : "can't be used");
    mistakes.throwIfAny();
    throw error;
  }
}

/** Returns the process's configuration, read at the first call. Throws a ConfigError. */
export function getConfig(): Config {
  return processWide("config", () =>
    loadConfig({
      env: process.env,
      directory: process.cwd(),
      readFile: (path) => readFileSync(/*turbopackIgnore: true*/ path, "utf8"),
    }),
  );
}
