import "server-only";
import type { Config } from "@/lib/config/config";
import { findRegistryPort } from "@/lib/embedded-registry/find-registry-port";
import { say } from "./say";

/**
 * Gives the embedded registry its port: the configured one; if none is configured, that of the last start, else 5000,
 * else any free one. On many machines another program listens at 5000. Throws `unavailable` if the configured port is
 * taken.
 */
export async function placeEmbeddedRegistry({
  embeddedRegistry,
  registries,
  registryHost,
  registryPort,
  dataDir,
}: Config): Promise<void> {
  const registry = registries.find(({ garbageCollection }) => garbageCollection.kind === "managed");
  if (!embeddedRegistry || !registry) return;
  const configured = new URL(registry.url).port;
  const port = String(await findRegistryPort(dataDir, registryPort, registryHost));
  if (port === configured) return;
  say(`the registry listens at port ${port}, not ${configured}`);
  registry.pullHost = registry.pullHost.replace(`:${configured}`, `:${port}`);
  registry.url = registry.url.replace(`:${configured}`, `:${port}`);
}
