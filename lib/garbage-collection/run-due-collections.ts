import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { recordAudit } from "@/lib/auth/record-audit";
import { isAppError } from "@/lib/errors/app-error";
import { nextRuns } from "@/lib/jobs/next-runs";
import { repeat } from "@/lib/jobs/repeat";
import { logger } from "@/lib/logging/logger";
import type { Failure } from "./collector-output/explain-failure";
import { runOwner } from "./runs/run-owner";
import { finishRun, insertRun } from "./runs/runs-store";
import { claimDueCollection, listScheduleRows, type ScheduleRow } from "./runs/schedule-store";
import { startRun } from "./start-run";

const everyMs = 20_000;
const graceMs = 60 * 60_000;

/** Collects registries at their scheduled times until the console stops. */
export function keepCollecting(): void {
  repeat(everyMs, "registries could not be collected at their times", () => runDueCollections(Date.now()));
}

/**
 * Begins the collections that are due by `now`, each at one console only. A collection that was missed by more than an
 * hour is not made up for: nobody expects the registry to refuse pushes then.
 */
export async function runDueCollections(now: number): Promise<void> {
  for (const row of await listScheduleRows())
    await beginIfDue(row, now).catch((error: unknown) => {
      logger().error({ err: error, registry: row.registry }, "a registry could not be collected at its time");
    });
}

async function beginIfDue(row: ScheduleRow, now: number): Promise<void> {
  const { cron, time_zone: timeZone, ran_at, changed_at } = row;
  const since = Math.max(ran_at ?? 0, changed_at);
  const [first] = nextRuns({ cron, timeZone }, new Date(since), 1);
  if (!first || first.getTime() > now || !(await claimDueCollection(row, now))) return;
  const [recent] = nextRuns({ cron, timeZone }, new Date(Math.max(since, now - graceMs)), 1);
  if (recent && recent.getTime() <= now) return begin(row);
  const detail = `It was due ${first.toISOString().slice(0, 16).replace("T", " at ")} UTC, when no console ran. The next one begins at its time.`;
  await noteFailure(row, { code: "run-interrupted", detail });
}

async function begin(row: ScheduleRow): Promise<void> {
  try {
    await startRun(systemActor, { ...bodyOf(row) });
  } catch (error) {
    if (isAppError(error)) return noteFailure(row, { code: error.code, detail: error.detail });
    await noteFailure(row, { code: "internal", detail: "The console failed before the run started. See its log." });
    throw error;
  }
}

const bodyOf = ({ registry, remove_untagged }: ScheduleRow) => ({
  registry,
  dryRun: false,
  removeUntagged: remove_untagged === 1,
});

/** Records the failure as a run in the history, as nobody is there to see it fail. */
async function noteFailure(row: ScheduleRow, failure: Failure): Promise<void> {
  const run = await insertRun({ ...bodyOf(row), ...runOwner(), startedBy: systemActor.username });
  await finishRun(run.id, { state: "failed", failure });
  await recordAudit({
    actor: systemActor,
    action: "garbage-collection:run",
    registry: row.registry,
    subject: run.id,
    outcome: "failed",
    detail: { number: run.number, failure: failure.code },
  });
}
