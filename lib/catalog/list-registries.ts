import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";
import type { RegistryConfig } from "@/lib/config/registry-config";
import type { Registry } from "@/lib/contract/registries";
import { isAppError } from "@/lib/errors/app-error";
import { checkHealth } from "@/lib/registry/check-health";
import { getConnection } from "@/lib/registry/connection";
import { type Capabilities, getCapabilities } from "@/lib/registry/get-capabilities";

/** Every registry of the configuration, with its health and what it can do. One that is down says so; none is left out. */
export async function listRegistries(actor: Actor | null): Promise<Registry[]> {
  authorize(actor, "registry:read");
  return Promise.all(getConfig().registries.map(toRegistry));
}

async function toRegistry(config: RegistryConfig): Promise<Registry> {
  const connection = getConnection(config.name);
  const health = await checkHealth(connection);
  const capabilities = health.state === "down" ? null : await findCapabilities(config.name);
  return {
    name: config.name,
    title: config.title,
    url: config.url,
    pullHost: config.pullHost,
    kind: capabilities?.kind ?? "unknown",
    readOnly: config.readOnly,
    skipVerify: config.skipVerify,
    capabilities: {
      catalog: capabilities?.catalog ?? false,
      deleteManifest: capabilities?.deleteManifest ?? false,
      deleteTag: capabilities?.deleteTag ?? false,
      referrers: capabilities?.referrers ?? false,
      garbageCollection: config.garbageCollection.kind !== "none",
    },
    health,
  };
}

async function findCapabilities(registry: string): Promise<Capabilities | null> {
  try {
    return await getCapabilities(getConnection(registry));
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}
