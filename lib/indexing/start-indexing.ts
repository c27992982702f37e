import "server-only";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Config } from "@/lib/config/config";
import { withTimeLimit } from "@/lib/jobs/with-time-limit";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";

const restartMs = 5_000;
const stopMs = 3_000;
// What is read lives only for a moment: with enough space for it, little of it is ever moved. A thread's heap doesn't
// shrink again.
const resourceLimits = { maxYoungGenerationSizeMb: 48, maxOldGenerationSizeMb: 512 };

/** Keeps the index of the configured registries in a thread of its own, and restarts the thread if it fails. */
export function startIndexing(config: Config): void {
  let stopped = false;
  let thread: Worker | null = null;
  const keep = async () => {
    while (!stopped) {
      thread = new Worker(new URL("./index-thread.ts", import.meta.url), { workerData: { config }, resourceLimits });
      thread.on("error", (error) => logger().error({ err: error }, "the thread of the index failed"));
      await once(thread, "exit").catch(() => undefined);
      if (!stopped) await wait(restartMs, undefined, { ref: false });
    }
  };
  void keep();
  onShutdown(async () => {
    stopped = true;
    if (!thread) return;
    const exited = once(thread, "exit").catch(() => undefined);
    thread.postMessage("stop");
    await withTimeLimit(stopMs, exited);
    await thread.terminate();
  });
}
