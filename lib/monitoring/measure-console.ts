import "server-only";
import { statfs } from "node:fs/promises";
import { countSessions } from "@/lib/auth/sessions-store";
import { getConfig } from "@/lib/config/config";
import { findPoolUse } from "@/lib/db/pool-use";
import { countDeletionsByState } from "@/lib/deletion/journal/deletion-store";
import { countRunsByState } from "@/lib/garbage-collection/runs/runs-store";
import { meters } from "@/lib/metrics/meters";
import { countPolicyRunsByState } from "@/lib/retention/policy-run-store";
import { leaveOut } from "./leave-out";

/** Sets the meters of what the console does itself. */
export async function measureConsole(): Promise<void> {
  meters().info.set({ version: getConfig().version }, 1);
  await Promise.all([leaveOut(measureJobs()), leaveOut(measureSessions()), leaveOut(measureDisk())]);
  measurePool();
}

async function measureJobs(): Promise<void> {
  const [deletions, policyRuns, collections] = await Promise.all([
    countDeletionsByState(),
    countPolicyRunsByState(),
    countRunsByState(),
  ]);
  const { jobs, collectedAt } = meters();
  for (const { state, count } of deletions) jobs.set({ kind: "deletion", state }, count);
  for (const { state, count } of policyRuns) jobs.set({ kind: "policy-run", state }, count);
  for (const { registry, state, count, finishedAt } of collections) {
    jobs.inc({ kind: "collection", state }, count);
    if (finishedAt !== null) collectedAt.set({ registry, state }, finishedAt / 1000);
  }
}

async function measureSessions(): Promise<void> {
  meters().sessions.set({ state: "open" }, await countSessions());
}

async function measureDisk(): Promise<void> {
  const { bavail, blocks, bsize } = await statfs(/*turbopackIgnore: true*/ getConfig().dataDir);
  meters().diskFree.set({ directory: "data" }, bavail * bsize);
  meters().diskSize.set({ directory: "data" }, blocks * bsize);
}

function measurePool(): void {
  for (const [state, count] of Object.entries(findPoolUse() ?? {})) meters().connections.set({ state }, count);
}
