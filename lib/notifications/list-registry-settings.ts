import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import { type Config, getConfig, type RegistryConfig } from "@/lib/config/config";
import { getNotificationSecret } from "@/lib/config/notification-secret";
import { apiPaths } from "@/lib/contract/paths";
import type { RegistrySettings } from "@/lib/contract/registry-settings";
import { findNotificationEndpoint } from "@/lib/embedded-registry/notification-endpoint";
import { isoTime } from "@/lib/format/iso-time";
import { findPlainPort } from "@/lib/process/plain-port";
import { findRefusedAt } from "./notification-secret";
import { findArrivals } from "./registry-event-store";

const dayMs = 24 * 60 * 60_000;

/** Returns how each registry notifies the console of its events, and whether it does. Only admins get the secrets. */
export async function listRegistrySettings(actor: Actor | null): Promise<RegistrySettings[]> {
  authorize(actor, "registry:read-all");
  const config = getConfig();
  const withSecrets = canDo(actor, "secret:read");
  const seen = config.registries.filter(({ name }) => canDo(actor, "registry:read-all", { registry: name }));
  return Promise.all(seen.map((registry) => toSettings(config, registry, withSecrets)));
}

async function toSettings(config: Config, registry: RegistryConfig, withSecret: boolean): Promise<RegistrySettings> {
  const { name, title, url } = registry;
  const { heardAt, counted } = await findArrivals(name, Date.now() - dayMs);
  return {
    name,
    title,
    url,
    notifications: {
      setUp: findSetUp(config, registry),
      url: new URL(apiPaths.registryHook(name), config.publicUrl).href,
      secret: withSecret ? getNotificationSecret(registry, config) : null,
      heardAt: isoTime(heardAt),
      eventsLastDay: counted,
      refusedAt: isoTime(findRefusedAt(name)),
    },
  };
}

function findSetUp(config: Config, registry: RegistryConfig): RegistrySettings["notifications"]["setUp"] {
  if (registry.garbageCollection.kind !== "managed" || !config.embeddedRegistry) return "lines";
  const notified = { ...config, plainPort: findPlainPort(), registry };
  return findNotificationEndpoint(config.embeddedRegistry, notified) ? "console" : "unreachable";
}
