import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import type { PolicySpec } from "@/lib/contract/policies";
import type { ItemProblem } from "@/lib/contract/problem";
import { itemProblemSchema } from "@/lib/contract/problem";
import { fromStoredOrNull } from "@/lib/db/stored-json";
import { takeUp } from "@/lib/deletion/carrying-out/deletion-runner";
import { getDeletionRow } from "@/lib/deletion/journal/deletion-store";
import { enqueue } from "@/lib/deletion/journal/transitions";
import { storePlan } from "@/lib/deletion/plan-deletion";
import { prepareRemoval } from "@/lib/deletion/removal/prepare-removal";
import { AppError, failureOf } from "@/lib/errors/app-error";
import { errorOfProblem } from "@/lib/errors/error-of-problem";
import { problemOf, toProblem } from "@/lib/errors/problem";
import { holdLease } from "@/lib/jobs/hold-lease";
import { logger } from "@/lib/logging/logger";
import { processWide } from "@/lib/process/process-wide";
import { getConnection } from "@/lib/registry/connection";
import { announceToIndex } from "@/lib/registry-index/records/index-announcements";
import { type Assessment, assessPolicy } from "./assess-policy";
import { insertPolicyRun, listOpenPolicyRuns, type PolicyRunRow, updatePolicyRun } from "./policy-run-store";
import { type PolicyRow, specOf } from "./policy-store";
import { nameOf } from "./preview-policy";

export type RunRequest = {
  policy: PolicyRow;
  actor: Actor;
  /** What somebody has looked at: of what would be deleted now, only this is deleted. Null: all of it. */
  only: ReadonlySet<string> | null;
};

const active = () => processWide("policy-runs", () => new Map<string, Promise<void>>());

/** Records a run and begins it. The run continues by itself. */
export async function beginPolicyRun(request: RunRequest): Promise<PolicyRunRow> {
  const { policy, actor } = request;
  const { name, registry } = specOf(policy);
  const run = await insertPolicyRun({ policy_id: policy.id, policy_name: name, registry, started_by: actor.username });
  await recordAudit({
    actor,
    action: "policy:run",
    registry,
    subject: policy.id,
    outcome: "started",
    detail: { run: run.id },
  });
  const lease = await holdLease(leaseOf(run.id));
  const work = carryOut(run, request)
    .catch((error: unknown) =>
      logger().error({ err: error, run: run.id }, "the end of a run could not be written down"),
    )
    .finally(() => active().delete(run.id))
    .finally(() => lease?.release());
  active().set(run.id, work);
  return run;
}

/** The lease of the process that is working on the run. */
const leaseOf = (id: string) => `policy-run:${id}`;

/**
 * Closes the runs whose console is gone. The deletions that they began continue by themselves; the next run does the
 * rest.
 */
export async function recoverPolicyRuns(): Promise<void> {
  const detail =
    "The console was restarted during the run. Deletions that had started continue; the next run does the rest.";
  const problem = JSON.stringify(problemOf("run-interrupted", detail));
  for (const { id } of await listOpenPolicyRuns()) {
    const lease = active().has(id) ? null : await holdLease(leaseOf(id));
    if (!lease) continue;
    try {
      await updatePolicyRun(id, { state: "stopped", problem, finished_at: Date.now() }, { onlyOpen: true });
    } finally {
      await lease.release();
    }
  }
}

/** Resolves when this console no longer works on the run. */
export async function waitForPolicyRun(id: string): Promise<void> {
  await active().get(id);
}

type Ending = { state: PolicyRunRow["state"]; problem: ItemProblem | null };

async function carryOut(run: PolicyRunRow, request: RunRequest): Promise<void> {
  const ending = await perform(run, request).catch((error: unknown): Ending => {
    if (!(error instanceof AppError)) logger().error({ err: error, run: run.id }, "a run of a policy failed");
    return { state: "failed", problem: toProblem(failureOf(error)) };
  });
  const problem = ending.problem && JSON.stringify(ending.problem);
  await updatePolicyRun(run.id, { state: ending.state, problem, finished_at: Date.now() });
  announceToIndex("changed", { registry: run.registry, repositories: [] });
  await recordAudit({
    actor: request.actor,
    action: "policy:run",
    registry: run.registry,
    subject: run.policy_id,
    outcome: ending.state === "done" ? "succeeded" : "failed",
    detail: { run: run.id, ...ending },
  });
}

/** Deletes nothing if the reading is not complete and clean, or if one repository would lose too much. */
async function perform(run: PolicyRunRow, { policy, actor, only }: RunRequest): Promise<Ending> {
  const spec = specOf(policy);
  const assessment = await assessPolicy(spec);
  if (assessment.problem) return { state: "stopped", problem: assessment.problem };
  const going = chosen(assessment, only);
  await updatePolicyRun(run.id, { deletes: going.reduce((sum, { named }) => sum + named.size, 0) });
  const deletions: string[] = [];
  for (const { repository, named } of going) {
    const deletion = await plan(spec, actor, repository, named);
    if (deletion === null) continue;
    deletions.push(deletion);
    await updatePolicyRun(run.id, { deletions: JSON.stringify(deletions) });
    await enqueue(deletion);
    await takeUp(deletion);
    const { state, problem } = await getDeletionRow(deletion);
    if (state !== "done") return { state: "stopped", problem: fromStoredOrNull(itemProblemSchema, problem) ?? rests };
  }
  return { state: "done", problem: null };
}

const rests = problemOf("conflict", "A deletion of this run was paused or cancelled.");

function chosen({ repositories }: Assessment, only: ReadonlySet<string> | null) {
  return repositories
    .map(({ repository, verdicts }) => {
      const going = verdicts.flatMap(({ tag, verdict, digest }) => {
        const shown = only === null || only.has(nameOf(repository, tag, digest));
        return verdict === "delete" && digest !== null && shown ? [[tag, digest] as const] : [];
      });
      return { repository, named: new Map(going) };
    })
    .filter(({ named }) => named.size > 0);
}

/**
 * Returns the id of a plan to delete these tags, while they name what was judged; null if none of them exists any more.
 */
async function plan(
  spec: PolicySpec,
  actor: Actor,
  repository: string,
  named: ReadonlyMap<string, string>,
): Promise<string | null> {
  const { registry, withReferrers, removeManifests } = spec;
  const tags = [...named.keys()];
  const choice = { tags, named, withReferrers, removeManifests };
  const prepared = await prepareRemoval(getConnection(registry), repository, choice);
  if (prepared.blockedBy) throw errorOfProblem(prepared.blockedBy);
  if (prepared.steps.length === 0) return null;
  const asked = { registry, repository, tags, withReferrers, wholeRepository: false, hideName: false };
  const { id } = await storePlan(actor, asked, prepared, { resumes: true });
  return id;
}
