import "server-only";
import { z } from "zod";
import type { CollectionSchedule } from "@/lib/contract/garbage-collection";
import { AppError } from "@/lib/errors/app-error";
import type { ServiceClient } from "@/lib/service-client/service-client";

const path = "/api/v2.0/system/gc/schedule";
const patienceMs = 15_000;

const scheduleSchema = z.object({
  job_parameters: z.string().nullish(),
  schedule: z.object({ type: z.string(), cron: z.string().nullish() }).nullish(),
});

/**
 * Returns the schedule by which Harbor collects, by its own clock, which is UTC; null if it collects only on request.
 * Throws `runner-refused` for an answer that makes no sense.
 */
export async function readHarborSchedule(harbor: ServiceClient): Promise<CollectionSchedule | null> {
  const request = { method: "GET", path, signal: AbortSignal.timeout(patienceMs) } as const;
  const { body } = await harbor.send(request);
  if (body.length === 0) return null;
  const { schedule, job_parameters: parameters } = await harbor.ask(request, scheduleSchema);
  if (!schedule?.cron || schedule.type === "None") return null;
  // The schedule has six fields; the first is seconds, which must be 0.
  const removeUntagged = /"delete_untagged"\s*:\s*true/.test(parameters ?? "");
  return { cron: schedule.cron.replace(/^0\s+/, ""), timeZone: "UTC", removeUntagged };
}

/** Has Harbor collect at these times, or only on request. Throws `invalid-request` for a time zone other than UTC. */
export async function writeHarborSchedule(
  harbor: ServiceClient,
  schedule: CollectionSchedule | null,
  workers: number,
): Promise<void> {
  if (schedule && (schedule.timeZone ?? "UTC") !== "UTC")
    throw new AppError("invalid-request", "Harbor keeps this schedule itself, by UTC: choose the time zone UTC.");
  if (schedule?.cron.startsWith("@"))
    throw new AppError(
      "invalid-request",
      "Harbor takes a schedule of five fields only: minute, hour, day, month, weekday.",
    );
  const json = schedule
    ? {
        parameters: { delete_untagged: schedule.removeUntagged ?? false, workers, dry_run: false },
        schedule: { type: "Custom", cron: `0 ${schedule.cron.trim()}` },
      }
    : { parameters: {}, schedule: { type: "None" } };
  await harbor.send({ method: "PUT", path, json, signal: AbortSignal.timeout(patienceMs) });
}
