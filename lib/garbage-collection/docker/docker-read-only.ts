import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import {
  connectToNetwork,
  createContainer,
  removeContainer,
  restartContainer,
  startContainer,
  stopContainer,
} from "@/lib/docker/change-container";
import { type Container, findContainer, listContainers } from "@/lib/docker/container";
import { type Engine, withEngine } from "@/lib/docker/engine";
import { findFile } from "@/lib/docker/find-file";
import { AppError } from "@/lib/errors/app-error";
import type { StepContext } from "@/lib/garbage-collection/runner/runner";
import type { RegistryConnection } from "@/lib/registry/connection";
import { originalLabel, runLabel, standInOf } from "./docker-stand-in";
import { findCollectorConfigFile } from "./find-collector-program";
import { findKnownContents, requireKnownContents } from "./known-contents";
import { requireContainer } from "./require-container";
import { findObstacles } from "./stand-in-obstacles";
import { untilRegistryAnswers } from "./until-registry-answers";
import { requireStorage } from "./verify-storage";

/** Finds the container that stands in for the registry's during a run; null if there is none. */
export async function findStandIn(engine: Engine, runId: string, signal: AbortSignal): Promise<Container | null> {
  const [listed] = await listContainers(engine, signal, `${runLabel}=${runId}`);
  return listed ? findContainer(engine, listed.Id, signal) : null;
}

/** Returns the registry's container. Throws `not-configured` if no container may stand in for it. */
async function requireReplaceable(engine: Engine, { container: name }: DockerCollector, signal: AbortSignal) {
  const container = await requireContainer(engine, name, signal);
  const obstacles = findObstacles(container, await listContainers(engine, signal));
  if (obstacles.length > 0) throw new AppError("not-configured", `${obstacles.join(" ")} Nothing was changed.`);
  return container;
}

/**
 * Throws, and changes nothing, if no container may stand in for the registry's or if it belongs to another registry.
 */
export function requireStandInPossible(settings: DockerCollector, connection: RegistryConnection) {
  return ({ signal }: StepContext): Promise<void> =>
    withEngine(settings.endpoint, signal, async (engine) => {
      const container = await requireReplaceable(engine, settings, signal);
      await requireStorage(engine, container, connection, signal);
    });
}

/** Throws `collector-failed` if the container has ended, or the signal's reason if it is aborted. */
async function requireRunning(engine: Engine, id: string, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const container = await findContainer(engine, id, signal);
  if (container?.State.Running) return;
  throw new AppError(
    "collector-failed",
    `The read-only registry ended right after its start, with exit code ${container?.State.ExitCode ?? "unknown"}.`,
  );
}

/**
 * Removes the stand-in and throws `not-configured` if its configuration file differs from that of the registry's own
 * container.
 */
async function requireSameConfig(engine: Engine, own: Container, standIn: string, path: string, signal: AbortSignal) {
  const [wanted, found] = await Promise.all([own.Id, standIn].map((id) => findFile(engine, id, path, signal)));
  if (wanted === found) return;
  await removeContainer(engine, standIn);
  throw new AppError(
    "not-configured",
    `${path} was changed in the container ${own.Name} itself: one like it would have the image's. Mount the file, or put it into an image. Nothing was changed.`,
  );
}

/**
 * Stops the registry's own container, unchanged, and has a read-only container like it take its place. The stand-in is
 * created first: as long as it exists, the registry's own still has to be started again.
 */
export function enterByStandIn(settings: DockerCollector, connection: RegistryConnection) {
  return ({ runId, log, signal }: StepContext): Promise<void> =>
    withEngine(settings.endpoint, signal, async (engine) => {
      const container = await requireReplaceable(engine, settings, signal);
      const contents = await findKnownContents(connection);
      const config = await findCollectorConfigFile(engine, container, settings, signal);
      const { name, create, connect } = standInOf(container, runId);
      const id = await createContainer(engine, name, create);
      for (const { network, endpoint } of connect)
        await connectToNetwork(engine, network, { Container: id, EndpointConfig: endpoint });
      await requireSameConfig(engine, container, id, config, signal);
      signal.throwIfAborted();
      log.note(`The container ${container.Name} is stopped; ${name}, which is like it and read-only, takes its place`);
      await stopContainer(engine, container.Id, container.Config.StopTimeout);
      signal.throwIfAborted();
      await startContainer(engine, id);
      await untilRegistryAnswers(connection, () => requireRunning(engine, id, signal));
      await requireKnownContents(connection, contents);
    });
}

async function restartOriginal(engine: Engine, standIn: Container, settings: DockerCollector): Promise<void> {
  const original = standIn.Config.Labels?.[originalLabel] ?? "";
  const seconds = standIn.Config.StopTimeout;
  if (await restartContainer(engine, original, seconds)) return;
  // Somebody may have created the container anew meanwhile, such as by docker compose up.
  if (await restartContainer(engine, settings.container, seconds)) return;
  throw new AppError(
    "runner-refused",
    `The registry's container ${settings.container} is gone. ${standIn.Name} is kept, stopped, as it has its settings and volumes: make the registry from it, then remove it.`,
  );
}

/** Puts the registry's own container back in its place, even if a crash or a restart of Docker left that half-done. */
export function leaveByStandIn(settings: DockerCollector) {
  return ({ runId, log, signal }: StepContext): Promise<void> =>
    withEngine(settings.endpoint, signal, async (engine) => {
      const standIn = await findStandIn(engine, runId, signal);
      if (!standIn) return;
      await stopContainer(engine, standIn.Id, standIn.Config.StopTimeout);
      await restartOriginal(engine, standIn, settings);
      await removeContainer(engine, standIn.Id);
      log.note(`The container ${settings.container} is started again; ${standIn.Name} is removed`);
    });
}
