import { z } from "zod";

/** When something is done repeatedly, in the local time of a time zone. */
export const scheduleSchema = z.strictObject({
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string().min(1).max(100),
  timeZone: z.string().min(1).max(100).default("UTC"),
});
export type Schedule = z.infer<typeof scheduleSchema>;
