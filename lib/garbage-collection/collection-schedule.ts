import "server-only";
import type { Actor } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import { recordAudit } from "@/lib/auth/record-audit";
import type { CollectionSchedule, ScheduledCollection } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import { nextRuns } from "@/lib/jobs/next-runs";
import { findRunner } from "./find-runner";
import { offers, type Runner } from "./runner/runner";
import { findScheduleRow, storeSchedule } from "./runs/schedule-store";

const shownRuns = 3;

function asShown(
  schedule: CollectionSchedule | null,
  changed: Pick<ScheduledCollection, "keptBy" | "changedAt" | "changedBy">,
): ScheduledCollection {
  if (!schedule) return { schedule: null, nextRuns: [], ...changed };
  const { cron, timeZone = "UTC", removeUntagged = false } = schedule;
  const times = nextRuns({ cron, timeZone }, new Date(), shownRuns).map((time) => time.toISOString());
  return { schedule: { cron, timeZone, removeUntagged }, nextRuns: times, ...changed };
}

/** Returns the schedule by which the registry is collected. Throws `registry-not-found`. */
export async function getCollectionSchedule(actor: Actor | null, registry: string): Promise<ScheduledCollection> {
  authorize(actor, "garbage-collection:read", { registry });
  const runner = findRunner(registry);
  if (runner?.by === "service" && runner.schedule)
    return asShown(await runner.schedule.read(), { keptBy: runner.schedule.keptBy, changedAt: null, changedBy: null });
  const row = await findScheduleRow(registry);
  if (!row) return asShown(null, { keptBy: "console", changedAt: null, changedBy: null });
  const changed = { changedAt: new Date(row.changed_at).toISOString(), changedBy: row.changed_by };
  const { cron, time_zone: timeZone, remove_untagged: untagged } = row;
  return asShown({ cron, timeZone, removeUntagged: untagged === 1 }, { keptBy: "console", ...changed });
}

function requireOffered(runner: Runner | null, removeUntagged: boolean): asserts runner is Runner {
  if (!runner) throw new AppError("not-configured", "No garbage collector is configured for this registry.");
  if (!offers(runner, { dryRun: false, removeUntagged }))
    throw new AppError("not-configured", "Removing untagged manifests is not configured for this registry.");
}

/**
 * Sets the times at which the registry is collected from now on; null removes them. Throws `invalid-request` for times
 * that make no sense, and `not-configured` if there is no collector.
 */
export async function setCollectionSchedule(
  actor: Actor | null,
  registry: string,
  schedule: CollectionSchedule | null,
): Promise<ScheduledCollection> {
  authorize(actor, "garbage-collection:run", { registry });
  const runner = findRunner(registry);
  requireOffered(runner, schedule?.removeUntagged ?? false);
  if (schedule && runner.connection.config.readOnly)
    throw new AppError("console-read-only", "The configuration does not allow this console to change the registry.");
  if (schedule) nextRuns({ cron: schedule.cron, timeZone: schedule.timeZone ?? "UTC" }, new Date(), 1);
  if (runner.by === "service" && runner.schedule) await runner.schedule.write(schedule);
  else await storeSchedule(registry, actor.username, schedule);
  await recordAudit({
    actor,
    action: "garbage-collection:schedule",
    registry,
    subject: registry,
    outcome: "succeeded",
    detail: { schedule },
  });
  return getCollectionSchedule(actor, registry);
}
