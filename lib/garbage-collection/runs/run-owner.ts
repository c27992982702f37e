import "server-only";
import { getConfig } from "@/lib/config/config";
import type { ItemProblem } from "@/lib/contract/problem";
import { isPostgres } from "@/lib/db/database";
import { problemOf } from "@/lib/errors/problem";
import { activeRuns } from "@/lib/garbage-collection/collecting/active-runs";
import { findRunner } from "@/lib/garbage-collection/find-runner";
import { isOwnerGone, leaseOwner } from "@/lib/jobs/lease-owner";
import type { RunRow } from "./runs-store";

/** This process as the one that is at work on a run. */
export const runOwner = () => ({ owner: leaseOwner(), data_dir: getConfig().dataDir ?? null });

type Owned = Pick<RunRow, "id" | "registry" | "owner" | "data_dir">;

/**
 * Whether a collector may still be at work for a run that nobody here is at work on: its console may only be stopped or cut
 * off from the database, and what it has started goes on without it. Of a console that ran on the same data the collector
 * was ended at the start of this one; Docker and Kubernetes are asked to end theirs.
 */
export function mayStillCollect(run: Owned): boolean {
  const { owner, data_dir } = run;
  const runner = findRunner(run.registry);
  if (runner?.by === "steps" && runner.endsCollector) return false;
  if (owner === null || !isPostgres() || (owner === leaseOwner() && !activeRuns().has(run.id))) return false;
  return !(isOwnerGone(owner) && data_dir === runOwner().data_dir);
}

/** What is known of such a run, and how to go on. */
export function describeLost({ owner, phase }: Pick<RunRow, "owner" | "phase">): ItemProblem {
  const [host = "", pid = ""] = owner?.split("/") ?? [];
  const where = `The console that was at work on it (process ${pid} on ${host}${phase ? `, at "${phase}"` : ""})`;
  return problemOf(
    "registry-read-only",
    `${where} is not heard of any more, and its collector may still be at work: the registry stays read-only. Start that console again, which puts it right; or make sure that no collector runs on ${host} any more, then press “Try now”.`,
  );
}
