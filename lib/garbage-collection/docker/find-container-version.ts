import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { withEngine } from "@/lib/docker/engine";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findCollectorProgram } from "./find-collector-program";
import { requireContainer, requireRunning } from "./require-container";
import { verifyStorage } from "./verify-storage";

/**
 * Returns the version of the registry, such as "3.1.1", as its own program in the container reports it; null if the
 * container may belong to another registry. Throws the AppError of any obstacle.
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
