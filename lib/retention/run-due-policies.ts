import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { problemOf } from "@/lib/errors/problem";
import { counted } from "@/lib/format/count";
import { nextRuns } from "@/lib/jobs/next-runs";
import { repeat } from "@/lib/jobs/repeat";
import { findPullsKnown, recordListening } from "@/lib/notifications/pulls-told-store";
import { insertPolicyRun, updatePolicyRun } from "./policy-run-store";
import { claimDue, findLastPreview, hashRules, listPolicyRows, type PolicyRow, specOf } from "./policy-store";
import { previewPolicy } from "./preview-policy";
import { beginPolicyRun, recoverPolicyRuns } from "./run-policy";

const everyMs = 20_000;

/** Runs policies at their times until the console stops, and closes runs of consoles that are gone. */
export function keepSchedules(): void {
  repeat(everyMs, "policies could not be run at their times", () =>
    Promise.all([runDuePolicies(Date.now()), recoverPolicyRuns()]),
  );
}

/**
 * Begins the runs that are due by `now`, each on one console only. A missed run is made up for once. If a policy counts
 * pulls, its run waits some minutes, until it is known whether pulls were missed too.
 */
export async function runDuePolicies(now: number): Promise<void> {
  // A process that was suspended for a while comes here first.
  await recordListening(Date.now());
  for (const policy of await listPolicyRows()) {
    if (!isDue(policy, now) || (await isPullsSettling(policy))) continue;
    if (await claimDue(policy.id, policy.ran_at, now)) await runOrPreview(policy);
  }
}

async function isPullsSettling(policy: PolicyRow): Promise<boolean> {
  const { registry, keep } = specOf(policy);
  return keep.within.some(({ of }) => of === "pulled") && (await findPullsKnown(registry)).isSettling;
}

function isDue(policy: PolicyRow, now: number): boolean {
  const { schedule, enabled } = specOf(policy);
  if (!schedule || !enabled) return false;
  const [next] = nextRuns(schedule, new Date(Math.max(policy.ran_at ?? 0, policy.changed_at)), 1);
  return next !== undefined && next.getTime() <= now;
}

/** Makes the first run of rules a preview: nothing is deleted that nobody could have looked at. */
async function runOrPreview(policy: PolicyRow): Promise<void> {
  const spec = specOf(policy);
  const last = await findLastPreview(policy.id);
  if (last?.rulesHash === hashRules(spec)) {
    await beginPolicyRun({ policy, actor: systemActor, only: null });
    return;
  }
  const { deletes } = await previewPolicy(systemActor, spec, policy.id);
  const base = { policy_id: policy.id, policy_name: spec.name, registry: spec.registry };
  const { id } = await insertPolicyRun({ ...base, started_by: systemActor.username });
  const detail = `The first run of these rules is a preview: ${counted(deletes, "tag")} would have gone. The next one deletes.`;
  const problem = JSON.stringify(problemOf("conflict", detail));
  await updatePolicyRun(id, { state: "stopped", problem, finished_at: Date.now() });
}
