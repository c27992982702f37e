import "server-only";
import { registriesInSight } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { getConfig } from "@/lib/config/config";
import type { RegistryConfig } from "@/lib/config/registry-config";
import type { Registry } from "@/lib/contract/registries";
import { isAppError } from "@/lib/errors/app-error";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { checkHealth } from "@/lib/registry/check-health";
import { getConnection } from "@/lib/registry/connection";
import type { Capabilities } from "@/lib/registry/get-capabilities";
import { getKnownCapabilities } from "@/lib/registry-index/records/registry-traits";

const capabilitiesMs = 3_000;

/**
 * Returns every registry that the actor sees something of, with its health and what it can do. A registry that is down is listed as
 * down, never left out.
 */
export async function listRegistries(actor: Actor | null): Promise<Registry[]> {
  authorize(actor, "registry:read");
  const seen = new Set(registriesInSight(actor));
  return Promise.all(
    getConfig()
      .registries.filter(({ name }) => seen.has(name))
      .map(toRegistry),
  );
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
      garbageCollection: config.garbageCollection.kind !== "none" && config.garbageCollection.kind !== "automatic",
    },
    health,
  };
}

// A slower answer is there at the next look; a slow catalog of one registry must not hide the others.
async function findCapabilities(registry: string): Promise<Capabilities | null> {
  let found: Capabilities | null = null;
  const probing = getKnownCapabilities(getConnection(registry)).then(
    (capabilities) => {
      found = capabilities;
    },
    (error: unknown) => {
      if (!isAppError(error)) throw error;
    },
  );
  await withTimeLimit(capabilitiesMs, probing);
  return found;
}
