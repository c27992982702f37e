import "server-only";
import { getConfig } from "@/lib/config/config";
import type { ItemProblem } from "@/lib/contract/problem";
import { isPostgres } from "@/lib/db/database";
import { problemOf } from "@/lib/errors/problem";
import { activeRuns } from "@/lib/garbage-collection/collecting/active-runs";
import { findRunner } from "@/lib/garbage-collection/find-runner";
import { isOwnerGone, leaseOwner } from "@/lib/jobs/lease-owner";
import type { RunRow } from "./runs-store";

/** Returns this process as the owner of a run. */
export const runOwner = () => ({ owner: leaseOwner(), data_dir: getConfig().dataDir ?? null });

type Owned = Pick<RunRow, "id" | "registry" | "owner" | "data_dir">;

/**
 * Returns whether a collector may still work for a run that this console is not working on: the run's console may only
 * be suspended or cut off from the database, and its collector goes on without it. If that console used the same data
 * directory, its collector was ended when this console started; Docker and Kubernetes are asked to end theirs.
 */
export function mayStillCollect(run: Owned): boolean {
  const { owner, data_dir } = run;
  const runner = findRunner(run.registry);
  if (runner?.by === "steps" && runner.endsCollector) return false;
  if (owner === null || !isPostgres() || (owner === leaseOwner() && !activeRuns().has(run.id))) return false;
  return !(isOwnerGone(owner) && data_dir === runOwner().data_dir);
}

/** Returns what is known of such a run, and how to go on. */
export function describeLost({ owner, phase }: Pick<RunRow, "owner" | "phase">): ItemProblem {
  const [host = "", pid = ""] = owner?.split("/") ?? [];
  const where = `The console that was at work on it (process ${pid} on ${host}${phase ? `, at "${phase}"` : ""})`;
  return problemOf(
    "registry-read-only",
    `${where} is not heard of any more, and its collector may still be at work: the registry stays read-only. Start that console again, which puts it right; or make sure that no collector runs on ${host} any more, then press “Try now”.`,
  );
}
