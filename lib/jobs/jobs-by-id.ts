import "server-only";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { onShutdown } from "@/lib/process/shutdown";

export type Jobs = {
  /**
   * Runs the work, after the earlier work of that id: that may miss what the new request is about. Resolves when it has
   * ended; a failure is logged.
   */
  start(id: string, work: () => Promise<void>): Promise<void>;
  /** Whether this process is working on it. */
  has(id: string): boolean;
  /** Resolves when this process no longer works on it. */
  ended(id: string): Promise<void>;
  /** True from the moment that the process is asked to stop: jobs finish the batch at hand. */
  readonly stopping: boolean;
};

/** Returns this process's jobs of one kind, which a shutdown waits for. `failed` is what the log says of a failure. */
export function jobsById(kind: string, failed: string): Jobs {
  return processWide(kind, () => {
    const active = new Map<string, Promise<void>>();
    let stopping = false;
    onShutdown(async () => {
      stopping = true;
      await Promise.all(active.values());
    });
    return {
      start: (id, work) => {
        const job = (active.get(id) ?? Promise.resolve())
          .then(work)
          .catch((error: unknown) => logger().error({ err: error, kind, id }, failed))
          .finally(() => active.get(id) === job && active.delete(id));
        active.set(id, job);
        return job;
      },
      has: (id) => active.has(id),
      ended: async (id) => active.get(id),
      get stopping() {
        return stopping;
      },
    };
  });
}
