import "server-only";
import { systemActor } from "@/lib/auth/actor";
import { isAppError } from "@/lib/errors/app-error";
import { nextRuns } from "@/lib/jobs/next-runs";
import { logger } from "@/lib/logging/logger";
import { onShutdown } from "@/lib/process/shutdown";
import { finishRun, insertRun } from "./runs-store";
import { claimDueCollection, listScheduleRows, type ScheduleRow } from "./schedule-store";
import { startRun } from "./start-run";

const everyMs = 20_000;

/** Collects registries at their times until the console stops. */
export function keepCollecting(): void {
  const timer = setInterval(() => {
    runDueCollections(Date.now()).catch((error: unknown) => {
      logger().error({ err: error }, "registries could not be collected at their times");
    });
  }, everyMs);
  timer.unref();
  onShutdown(() => clearInterval(timer));
}

/** Begins the collections that are due by `now`, each at one console only; one that was missed is made up for once. */
export async function runDueCollections(now: number): Promise<void> {
  for (const row of await listScheduleRows())
    if (isDue(row, now) && (await claimDueCollection(row, now))) await begin(row);
}

function isDue({ cron, time_zone: timeZone, ran_at, changed_at }: ScheduleRow, now: number): boolean {
  const [next] = nextRuns({ cron, timeZone }, new Date(Math.max(ran_at ?? 0, changed_at)), 1);
  return next !== undefined && next.getTime() <= now;
}

/** What can't begin stands in the history all the same: nobody is there to see it fail. */
async function begin({ registry, remove_untagged }: ScheduleRow): Promise<void> {
  const body = { registry, dryRun: false, removeUntagged: remove_untagged === 1 };
  try {
    await startRun(systemActor, body);
  } catch (error) {
    if (!isAppError(error)) throw error;
    const run = await insertRun({ ...body, startedBy: systemActor.username });
    await finishRun(run.id, { state: "failed", failure: { code: error.code, detail: error.detail } });
  }
}
