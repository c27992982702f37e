import "server-only";
import { findBlobSizes } from "@/lib/catalog/blob-store";
import type { RegistryConfig } from "@/lib/config/config";
import type { RegistryConnection } from "@/lib/registry/connection";
import { runHook } from "./run-step";
import type { Runner } from "./runner";

export type CommandSettings = Extract<RegistryConfig["garbageCollection"], { kind: "command" }>;

/** Collects through the programs that the configuration names. */
export function commandRunner(connection: RegistryConnection, settings: CommandSettings): Runner {
  const { before, after, timeoutMs } = settings;
  return {
    kind: "command",
    connection,
    allowWritable: settings.allowWritable,
    timeoutMs,
    command: ({ dryRun, removeUntagged }) => {
      if (removeUntagged) return dryRun ? settings.removeUntaggedDryRun : settings.removeUntaggedCollect;
      return dryRun ? settings.dryRun : settings.collect;
    },
    environment: {},
    makeReadOnly: before && ((context) => runHook(context, { name: "before", command: before, timeoutMs })),
    makeWritable: after && ((context) => runHook(context, { name: "after", command: after, timeoutMs })),
    canLookUnasked: false,
    findSizes: (digests) => findBlobSizes([...digests]),
    findRemaining: null,
  };
}
