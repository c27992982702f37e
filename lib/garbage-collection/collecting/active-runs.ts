import "server-only";
import { processWide } from "@/lib/process/process-wide";

export type ActiveRun = { abort: AbortController; done: Promise<void> };

/** Returns the runs that this process is working on, by id. */
export function activeRuns(): Map<string, ActiveRun> {
  return processWide("active-runs", () => new Map());
}
