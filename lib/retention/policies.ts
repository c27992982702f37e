import "server-only";
import { wholeRegistries } from "@/lib/access/see";
import type { Actor } from "@/lib/auth/actor";
import { authorize, canDo } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { List } from "@/lib/contract/list";
import type { Policy, PolicyRun, PolicySpec } from "@/lib/contract/policies";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { restoreDeletion } from "@/lib/deletion/restore-deletion";
import { AppError, isAppError } from "@/lib/errors/app-error";
import { isoTime } from "@/lib/format/iso-time";
import { nextRuns } from "@/lib/jobs/next-runs";
import { liveList } from "@/lib/paging/live-list";
import { offsetOf, type Page, pageFrom } from "@/lib/paging/number-cursor";
import { getConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { evaluatePolicy } from "./evaluate-policy";
import { deletionsOf, getPolicyRunRow, noPolicyRun, type PolicyRunRow, pageOfPolicyRuns } from "./policy-run-store";
import {
  findPreview,
  getPolicyRow,
  hashRules,
  listPolicyRows,
  noPolicy,
  type PolicyRow,
  removePolicy,
  savePolicy,
  specOf,
} from "./policy-store";
import { formatPolicy } from "./policy-yaml";
import { beginPolicyRun } from "./run-policy";
import { undoOfRuns } from "./undo-of-runs";

const previewGoodForMs = 24 * 60 * 60_000;
const shownRuns = 3;

/** Returns the policies of the registries that the actor sees as a whole, the oldest first. */
export async function listPolicies(actor: Actor | null): Promise<List<Policy>> {
  authorize(actor, "registry:read-all");
  const rows = await listPolicyRows();
  return liveList(rows.filter(({ registry }) => canDo(actor, "registry:read-all", { registry })).map(fromRow));
}

/** Returns a policy. Throws `not-found`. */
export async function getPolicy(actor: Actor | null, id: string): Promise<Policy> {
  const policy = await getPolicyRow(id);
  authorize(actor, "registry:read-all", { registry: policy.registry, absent: noPolicy });
  return fromRow(policy);
}

/**
 * Saves a policy or, with `id`, changes one. Throws `invalid-request` for patterns and schedules that are not valid.
 */
export async function putPolicy(actor: Actor | null, spec: PolicySpec, id?: string): Promise<Policy> {
  authorize(actor, "policy:change", { registry: spec.registry });
  getConnection(spec.registry);
  evaluatePolicy(spec, [], { now: Date.now(), pullsKnownSince: null, protection: () => null });
  if (spec.schedule) nextRuns(spec.schedule, new Date(), 1);
  if (id !== undefined) {
    const { registry } = await getPolicyRow(id);
    authorize(actor, "policy:change", { registry, absent: noPolicy });
  }
  const row = await savePolicy(spec, actor.username, id);
  const action = id === undefined ? "policy:add" : "policy:change";
  await recordAudit({ actor, action, registry: spec.registry, subject: row.id, outcome: "succeeded", detail: spec });
  announceToIndex("changed", { registry: spec.registry, repositories: [] });
  return fromRow(row);
}

/** Deletes a policy. What the policy has deleted stays in the trash. Throws `not-found`. */
export async function deletePolicy(actor: Actor | null, id: string): Promise<void> {
  const { registry, spec } = await getPolicyRow(id);
  authorize(actor, "policy:change", { registry, absent: noPolicy });
  await removePolicy(id);
  await recordAudit({ actor, action: "policy:remove", registry, subject: id, outcome: "succeeded", detail: spec });
  announceToIndex("changed", { registry, repositories: [] });
}

/**
 * Runs a policy: deletes only what the preview showed and would still be deleted now. Throws `conflict` without a
 * preview of these rules from the last 24 hours.
 */
export async function startPolicyRun(actor: Actor | null, id: string, preview: string): Promise<PolicyRun> {
  const policy = await getPolicyRow(id);
  authorize(actor, "tag:delete", { registry: policy.registry, absent: noPolicy });
  const seen = await findPreview(preview);
  if (!seen || seen.rulesHash !== hashRules(specOf(policy)) || Date.now() - seen.createdAt > previewGoodForMs)
    throw new AppError("conflict", "Make a preview of these rules first: a run deletes only what a preview has shown.");
  return describeRun(await beginPolicyRun({ policy, actor, only: seen.deletes }));
}

/** Returns the runs of policies, the latest first. */
export async function listPolicyRuns(
  actor: Actor | null,
  query: Page & { registry?: string | undefined },
): Promise<List<PolicyRun>> {
  authorize(actor, "registry:read-all", query.registry ? { registry: query.registry } : {});
  const { limit, registry } = query;
  const registries = registry === undefined ? wholeRegistries(actor) : [registry];
  const { rows, total } = await pageOfPolicyRuns({ registries, offset: offsetOf(query), limit });
  const undo = await undoOfRuns(rows);
  return pageFrom(
    rows.map((row) => runFromRow(row, undo)),
    total,
    query,
  );
}

/** Returns a run of a policy. Throws `not-found`. */
export async function getPolicyRun(actor: Actor | null, id: string): Promise<PolicyRun> {
  const run = await getPolicyRunRow(id);
  authorize(actor, "registry:read-all", { registry: run.registry, absent: noPolicyRun });
  return describeRun(run);
}

/** Restores everything that a run has deleted. Throws `conflict` if nothing of it is gone. */
export async function restorePolicyRun(actor: Actor | null, id: string): Promise<PolicyRun> {
  const run = await getPolicyRunRow(id);
  authorize(actor, "tag:restore", { registry: run.registry, absent: noPolicyRun });
  if (run.state === "running") throw new AppError("conflict", "The run is still in progress.");
  let begun = 0;
  for (const deletion of deletionsOf(run)) {
    try {
      await restoreDeletion(actor, deletion, {});
      begun++;
    } catch (error) {
      // For one of the deletions nothing may be gone, or everything may be restored already.
      if (!isAppError(error, "conflict")) throw error;
    }
  }
  if (begun === 0) throw new AppError("conflict", "There is nothing to restore.");
  return describeRun(await getPolicyRunRow(id));
}

function fromRow(row: PolicyRow): Policy {
  const spec = specOf(row);
  const { schedule, enabled } = spec;
  const due = schedule && enabled ? nextRuns(schedule, new Date(), shownRuns) : [];
  return {
    id: row.id,
    spec,
    yaml: formatPolicy(spec),
    createdAt: new Date(row.created_at).toISOString(),
    changedAt: new Date(row.changed_at).toISOString(),
    changedBy: row.changed_by,
    nextRuns: due.map((date) => date.toISOString()),
  };
}

async function describeRun(row: PolicyRunRow): Promise<PolicyRun> {
  return runFromRow(row, await undoOfRuns([row]));
}

function runFromRow(row: PolicyRunRow, undo: Map<string, PolicyRun["undo"]>): PolicyRun {
  return {
    id: row.id,
    policy: row.policy_id,
    policyName: row.policy_name,
    state: row.state,
    startedBy: row.started_by,
    startedAt: new Date(row.started_at).toISOString(),
    finishedAt: isoTime(row.finished_at),
    deletes: row.deletes,
    deletions: deletionsOf(row),
    undo: undo.get(row.id) ?? "nothing",
    problem: fromStoredOrNull(itemProblemSchema, row.problem),
  };
}
