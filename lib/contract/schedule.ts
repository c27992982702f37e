import { z } from "zod";

/** When something is done again and again, by the clock of a place. */
export const scheduleSchema = z.strictObject({
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  cron: z.string().min(1).max(100),
  timeZone: z.string().min(1).max(100).default("UTC"),
});
export type Schedule = z.infer<typeof scheduleSchema>;
