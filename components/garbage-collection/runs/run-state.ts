import type { Run } from "@/lib/contract/garbage-collection";

/** Whether the run is still going on. */
export function isActive(run: Pick<Run, "state">): boolean {
  return run.state === "queued" || run.state === "running";
}

/** How long the run took, or has taken until `nowMs`; null before it starts. */
export function runDurationMs(run: Pick<Run, "startedAt" | "finishedAt">, nowMs: number): number | null {
  if (run.startedAt === null) return null;
  const endMs = run.finishedAt === null ? nowMs : Date.parse(run.finishedAt);
  return Math.max(0, endMs - Date.parse(run.startedAt));
}

/** What the run is called. */
export function runKind({ dryRun, rehearsal }: Pick<Run, "dryRun" | "rehearsal">) {
  if (rehearsal) return "rehearsal";
  return dryRun ? "dryRun" : "collect";
}
