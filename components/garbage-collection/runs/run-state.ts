import type { Run } from "@/lib/contract/garbage-collection";

/** Returns whether the run is queued or running. */
export function isActive(run: Pick<Run, "state">): boolean {
  return run.state === "queued" || run.state === "running";
}

/** Returns how long the run took, or has taken until `nowMs`, in milliseconds; null before it starts. */
export function runDurationMs(run: Pick<Run, "startedAt" | "finishedAt">, nowMs: number): number | null {
  if (run.startedAt === null) return null;
  const endMs = run.finishedAt === null ? nowMs : Date.parse(run.finishedAt);
  return Math.max(0, endMs - Date.parse(run.startedAt));
}

/** Returns the kind of the run. */
export function runKind({ dryRun, rehearsal }: Pick<Run, "dryRun" | "rehearsal">) {
  if (rehearsal) return "rehearsal";
  return dryRun ? "dryRun" : "collect";
}
