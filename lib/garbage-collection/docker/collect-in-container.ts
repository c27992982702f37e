import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { restartContainer } from "@/lib/docker/change-container";
import { type Container, findContainer } from "@/lib/docker/container";
import { type Engine, withEngine } from "@/lib/docker/engine";
import { runInContainer } from "@/lib/docker/run-in-container";
import { AppError, isAppError } from "@/lib/errors/app-error";
import type { CollectorGo, RunKind, StepContext } from "@/lib/garbage-collection/runner/runner";
import { RunAborted } from "@/lib/garbage-collection/runs/run-ending";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findStandIn } from "./docker-read-only";
import { findCollectorConfigFile, findCollectorProgram } from "./find-collector-program";
import { requireContainer, requireRunning } from "./require-container";
import { untilRegistryAnswers } from "./until-registry-answers";
import { requireStorage } from "./verify-storage";

type Go = { settings: DockerCollector; connection: RegistryConnection; kind: RunKind };

/**
 * Returns the container in which the collector runs: the read-only stand-in, if there is one. Throws `registry-writable`
 * if the registry accepts pushes and the configuration doesn't allow that.
 */
async function findPlace(
  engine: Engine,
  { settings, connection, kind }: Go,
  { runId, signal }: StepContext,
): Promise<Container> {
  const standIn = await findStandIn(engine, runId, signal);
  if (standIn?.State.Running) return standIn;
  if (standIn || (settings.readOnly.by === "recreate" && !kind.dryRun))
    throw new AppError("registry-writable", "The read-only registry is gone: something has stopped or removed it.");
  const container = await requireContainer(engine, settings.container, signal);
  requireRunning(container);
  if (kind.dryRun) await requireStorage(engine, container, connection, signal);
  return container;
}

/**
 * Ends an abandoned collector by restarting its container. A dry run is left running, as it changes nothing; a
 * collector that can't be ended now ends when the registry is made writable.
 */
async function endCollector(engine: Engine, { connection, kind }: Go, place: Container, context: StepContext) {
  const { log, signal } = context;
  if (kind.dryRun)
    return log.note("Docker can't end the look ahead: it goes on by itself in the container, and removes nothing");
  try {
    const now = await findContainer(engine, place.Id, new AbortController().signal);
    if (!now?.State.Running) return log.note(`${place.Name} has ended, and the collector with it`);
    log.note(`Docker can't end the collector alone: ${place.Name} is restarted, which ends it`);
    await restartContainer(engine, place.Id, place.Config.StopTimeout);
  } catch (error) {
    return log.note(`The collector could not be ended yet: ${isAppError(error) ? error.detail : "the console failed"}`);
  }
  const goesOn = !(signal.reason instanceof RunAborted) || signal.reason.reason === "cancelled";
  if (goesOn) await untilRegistryAnswers(connection);
}

async function collect(engine: Engine, go: Go, context: StepContext, onLine: (line: string) => void) {
  const { settings, kind } = go;
  const { log, signal } = context;
  const place = await findPlace(engine, go, context);
  const { program, version } = await findCollectorProgram(engine, place, settings, signal);
  const config = await findCollectorConfigFile(engine, place, settings, signal);
  const flags = [...(kind.dryRun ? ["--dry-run"] : []), ...(kind.removeUntagged ? ["--delete-untagged"] : [])];
  const argv = [program, "garbage-collect", ...flags, config];
  log.note(`In the container ${place.Name} (registry ${version}): ${argv.join(" ")}`);
  const deadline = AbortSignal.timeout(settings.timeoutMs);
  try {
    return await runInContainer(engine, place.Id, {
      argv,
      signal: AbortSignal.any([signal, deadline]),
      onLine: (line) => {
        log.output(line);
        onLine(line);
      },
    });
  } catch (error) {
    await endCollector(engine, go, place, context);
    if (signal.aborted || !deadline.aborted) throw error;
    const minutes = Math.max(1, Math.round(settings.timeoutMs / 60_000));
    throw new AppError("run-timeout", `The collector was given up after ${minutes} min.`, { cause: error });
  }
}

/** Returns one execution of the registry's collector, in the registry's container and beside the registry. */
export function collectInContainer(go: Go): CollectorGo {
  return (context, onLine) =>
    withEngine(go.settings.endpoint, context.signal, (engine) => collect(engine, go, context, onLine));
}
