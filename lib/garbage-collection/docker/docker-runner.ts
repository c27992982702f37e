import "server-only";
import type { DockerCollector } from "@/lib/config/docker-collector";
import { restartContainer } from "@/lib/docker/change-container";
import { withEngine } from "@/lib/docker/engine";
import { isAtWorkIn } from "@/lib/docker/run-in-container";
import { emptyRedis } from "@/lib/garbage-collection/runner/empty-redis";
import { runHook } from "@/lib/garbage-collection/runner/run-step";
import type { StepContext, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { collectInContainer } from "./collect-in-container";
import { enterByStandIn, leaveByStandIn, requireStandInPossible } from "./docker-read-only";
import { findContainerVersion } from "./find-container-version";
import { inspectDocker } from "./inspect-docker";
import { requireContainer } from "./require-container";
import { untilRegistryAnswers } from "./until-registry-answers";
import { requireStorage } from "./verify-storage";

type Steps = Pick<SteppedRunner, "hasOwnSteps" | "requireReady" | "makeReadOnly" | "makeWritable" | "forgetCached">;

/** Throws if there is no such container or if it belongs to another registry. */
function requireOwnContainer(settings: DockerCollector, connection: RegistryConnection, signal: AbortSignal) {
  return withEngine(settings.endpoint, signal, async (engine) => {
    const container = await requireContainer(engine, settings.container, signal);
    await requireStorage(engine, container, connection, signal);
  });
}

/** Restarts the registry's container, as its registry remembers blobs that are gone. */
function restartRegistry({ endpoint, container }: DockerCollector, { log, signal }: StepContext): Promise<void> {
  return withEngine(endpoint, signal, async (engine) => {
    const { Id, Config } = await requireContainer(engine, container, signal);
    await restartContainer(engine, Id, Config.StopTimeout);
    log.note(`The container ${container} is restarted, so that its registry remembers nothing that is gone`);
  });
}

/** Ends a collector that a crash of the console left running, before the registry accepts pushes again. */
function endLeftCollector({ endpoint, container }: DockerCollector, { log, signal }: StepContext): Promise<void> {
  return withEngine(endpoint, signal, async (engine) => {
    const found = await requireContainer(engine, container, signal);
    if (!(await isAtWorkIn(engine, found, "garbage-collect"))) return;
    log.note(`A collector is still at work in ${container}, which is restarted to end it`);
    await restartContainer(engine, found.Id, found.Config.StopTimeout);
  });
}

function stepsOf(settings: DockerCollector, connection: RegistryConnection): Steps {
  const { readOnly, redis, timeoutMs } = settings;
  const forgetCached = redis && emptyRedis(redis);
  const requireReady = ({ signal }: StepContext) => requireOwnContainer(settings, connection, signal);
  if (readOnly.by === "recreate")
    return {
      hasOwnSteps: false,
      requireReady: requireStandInPossible(settings, connection),
      makeReadOnly: enterByStandIn(settings, connection),
      makeWritable: leaveByStandIn(settings),
      forgetCached,
    };
  const { before, after } = readOnly;
  if (before === null || after === null)
    return {
      hasOwnSteps: false,
      makeReadOnly: null,
      makeWritable: null,
      requireReady,
      forgetCached: async (context) => {
        await forgetCached?.(context);
        await restartRegistry(settings, context);
        await untilRegistryAnswers(connection);
      },
    };
  return {
    hasOwnSteps: true,
    requireReady,
    makeReadOnly: (context) => runHook(context, { name: "before", command: before, timeoutMs }),
    makeWritable: async (context) => {
      await endLeftCollector(settings, context);
      await runHook(context, { name: "after", command: after, timeoutMs });
      await restartRegistry(settings, context);
    },
    forgetCached,
  };
}

/**
 * Collects a registry in a container through the Docker Engine's API, by running the registry's own program beside it.
 */
export function dockerRunner(connection: RegistryConnection, settings: DockerCollector): SteppedRunner {
  return {
    by: "steps",
    kind: "docker",
    connection,
    stopsRegistry: false,
    canLookUnasked: false,
    endsCollector: true,
    allowWritable: settings.allowWritable,
    prepare: (kind) => collectInContainer({ settings, connection, kind }),
    ...stepsOf(settings, connection),
    findSizes: (digests) => findBlobSizes([...digests]),
    findRemaining: null,
    inspect: (signal) => inspectDocker(connection, settings, signal),
    findVersion: (signal) => findContainerVersion(connection, settings, signal),
  };
}
