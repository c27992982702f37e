import "server-only";
import { z } from "zod";
import type { Mistakes } from "./mistakes";
import { defaultIndexing, type RegistryConfig } from "./registry-config";
import { findVariable, type Source } from "./source";

const settingsSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("binary"), path: z.string().min(1) }),
  z.strictObject({ kind: z.literal("docker"), image: z.string().min(1) }),
]);

export type EmbeddedRegistrySettings = z.infer<typeof settingsSchema>;

/** Returns what the launcher (bin/start.mjs) found to run as the embedded registry; null if it runs none. */
export function readEmbeddedRegistry(source: Source, mistakes: Mistakes): EmbeddedRegistrySettings | null {
  const value = findVariable(source, "SHIPSHAPE_MANAGED_REGISTRY");
  if (value === null) return null;
  try {
    return settingsSchema.parse(JSON.parse(value));
  } catch {
    mistakes.add("SHIPSHAPE_MANAGED_REGISTRY", 'must be {"kind":"binary","path":…} or {"kind":"docker","image":…}');
    return null;
  }
}

// At any address, it is at loopback too.
function addressOf(host: string | null): string {
  if (host === null || ["0.0.0.0", "::"].includes(host)) return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}

/** Returns how the console reaches its embedded registry, on this machine. */
export function embeddedRegistryConfig(source: Source, port: number): RegistryConfig {
  return {
    name: "local",
    title: "Local",
    url: `http://${addressOf(findVariable(source, "REGISTRY_HOST"))}:${port}`,
    pullHost: findVariable(source, "REGISTRY_PULL_HOST") ?? `localhost:${port}`,
    credentials: { kind: "none" },
    tokenRealm: null,
    ca: null,
    clientCertificate: null,
    skipVerify: false,
    readOnly: false,
    catalog: { kind: "registry" },
    indexing: defaultIndexing,
    garbageCollection: { kind: "managed" },
    notificationSecret: null,
  };
}
