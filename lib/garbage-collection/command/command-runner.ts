import "server-only";
import type { CommandCollector } from "@/lib/config/command-collector";
import { emptyRedis } from "@/lib/garbage-collection/runner/empty-redis";
import { runHook, runStep } from "@/lib/garbage-collection/runner/run-step";
import type { RunKind, SteppedRunner } from "@/lib/garbage-collection/runner/runner";
import type { RegistryConnection } from "@/lib/registry/connection";
import { findBlobSizes } from "@/lib/registry-index/contents/blob-store";
import { inspectCommands, requirePrograms } from "./inspect-commands";

/** Collects through the programs that the configuration names. */
export function commandRunner(connection: RegistryConnection, settings: CommandCollector): SteppedRunner {
  const { before, after, timeoutMs } = settings;
  const commandOf = ({ dryRun, removeUntagged }: RunKind) => {
    if (removeUntagged) return dryRun ? settings.removeUntaggedDryRun : settings.removeUntaggedCollect;
    return dryRun ? settings.dryRun : settings.collect;
  };
  return {
    by: "steps",
    kind: "command",
    connection,
    hasOwnSteps: before !== null,
    endsCollector: false,
    allowWritable: settings.allowWritable,
    stopsRegistry: false,
    prepare: (kind) => {
      const command = commandOf(kind);
      return command && ((context, onLine) => runStep(context, { command, timeoutMs, onLine }));
    },
    requireReady: (_context, kind) => requirePrograms(settings, kind),
    makeReadOnly: before && ((context) => runHook(context, { name: "before", command: before, timeoutMs })),
    makeWritable: after && ((context) => runHook(context, { name: "after", command: after, timeoutMs })),
    forgetCached: settings.redis && emptyRedis(settings.redis),
    canLookUnasked: false,
    findSizes: (digests) => findBlobSizes([...digests]),
    findRemaining: null,
    inspect: () => inspectCommands(settings),
    findVersion: null,
  };
}
