import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { withEngine } from "@/lib/docker/engine";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findCollectorProgram } from "./find-collector-program";
import { requireContainer, requireRunning } from "./require-container";
import { verifyStorage } from "./verify-storage";

/**
 * The version of the registry, such as "3.1.1", as its own program in the container says it; null where the container may
 * be another one. Throws the AppError of whatever is in the way.
 */
export function findContainerVersion(
  connection: RegistryConnection,
  settings: DockerCollector,
  signal: AbortSignal,
): Promise<string | null> {
  return withEngine(settings.endpoint, signal, async (engine) => {
    const container = await requireContainer(engine, settings.container, signal);
    requireRunning(container);
    const { state } = await verifyStorage(engine, container, connection, signal);
    if (state !== "ok") return null;
    const { version } = await findCollectorProgram(engine, container, settings, signal);
    return /^\d+\.\d+\.\d+/.exec(version)?.[0] ?? null;
  });
}
