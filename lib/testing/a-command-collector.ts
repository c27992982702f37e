import type { CommandCollector } from "@/lib/config/command-collector";

/** A collector that, apart from the given changes, runs nothing and makes nothing read-only. */
export function aCommandCollector(changes: Partial<CommandCollector> = {}): CommandCollector {
  return {
    kind: "command",
    dryRun: [],
    collect: [],
    removeUntaggedDryRun: null,
    removeUntaggedCollect: null,
    before: null,
    after: null,
    timeoutMs: 20_000,
    allowWritable: false,
    redis: null,
    ...changes,
  };
}
