import "server-only";
import { Cron } from "croner";
import type { Schedule } from "@/lib/contract/schedule";
import { AppError } from "@/lib/errors/app-error";

/** Returns the next `count` times of a schedule after `from`. Throws `invalid-request` if the schedule is not valid. */
export function nextRuns({ cron, timeZone }: Schedule, from: Date, count: number): Date[] {
  const fields = cron.trim().split(/\s+/).length;
  if (fields !== 5 && !cron.startsWith("@"))
    throw new AppError("invalid-request", "A schedule has five fields: minute, hour, day, month, day of the week.");
  try {
    return new Cron(cron, { timezone: timeZone, paused: true }).nextRuns(count, from);
  } catch (error) {
    const reason = error instanceof Error ? error.message : "";
    throw new AppError("invalid-request", `The schedule ${cron} in ${timeZone} is not valid: ${reason}.`);
  }
}
